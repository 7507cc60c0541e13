package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.consent.fixture.DurableServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Transactions that insert one row, by {@code pgbench}, on the service's own PostgreSQL. */
final class Inserts {

    private static final String SCRIPT = "INSERT INTO benchmark_row (subject, purpose, state)"
            + " VALUES (gen_random_uuid(), 'marketing-email', 'refused');\n";
    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([\\d.]+)");
    private static final Pattern LATENCY = Pattern.compile("(?m)^latency average = ([\\d.]+)");

    private final DurableServers servers;

    Inserts(DurableServers servers) {
        this.servers = servers;
        servers.execute("CREATE TABLE IF NOT EXISTS benchmark_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " subject uuid, purpose text, state text, at timestamptz DEFAULT now())");
    }

    /** Whether pgbench is on the path. */
    static boolean available() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pgbench")));
    }

    Measured measure(int clients, long seconds) {
        try {
            Path script = Files.writeString(Path.of("target", "insert.sql"), SCRIPT);
            String output = run(List.of(
                    "pgbench",
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--file=" + script,
                    "--client=" + clients,
                    "--jobs=1",
                    "--time=" + seconds,
                    "postgresql://postgres:" + DurableServers.PASSWORD + "@127.0.0.1:"
                            + servers.postgres().port() + "/consent"));
            double latency = number(LATENCY, output);
            return new Measured(number(TPS, output), latency, latency);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double number(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException("pgbench said: " + output);
        }
        return Double.parseDouble(found.group(1));
    }
}
