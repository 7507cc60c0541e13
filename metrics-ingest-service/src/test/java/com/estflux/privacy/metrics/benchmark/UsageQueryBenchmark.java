package com.estflux.privacy.metrics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.fixture.ServiceProcess;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How fast usage is answered, over HTTP, from 500 VPS instances with two months of random five-minute slots, which do not
 * compress; the packaged service in a process of its own. Not part of the build; the README says how to run it.
 */
class UsageQueryBenchmark {

    private static final String[] JVM =
            ("-Xmx512m;" + System.getProperty("service.jvm", "-XX:+UseParallelGC")).split(";");
    private static final int VPS = 500;
    private static final int WARM_UP = 8_000;
    private static final int QUESTIONS = 5_000;
    private static final String FILL = """
            INSERT INTO usage_day
            SELECT v.vps_no, day, 288, 86400, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, slots.received, slots.transmitted
            FROM vps v
            CROSS JOIN generate_series(date '2026-09-01', date '2026-10-31', interval '1 day') AS day
            CROSS JOIN LATERAL (
                SELECT array_agg((random() * 1e10)::bigint) AS received, array_agg((random() * 1e10)::bigint) AS transmitted
                FROM generate_series(1, 288) WHERE v.vps_no IS NOT NULL AND day IS NOT NULL) AS slots
            WHERE v.subject_id = '%s'
            """;
    private static final String MONTHS = """
            INSERT INTO usage_month
            SELECT vps_no, date_trunc('month', day), sum(samples), sum(covered_seconds), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
            FROM usage_day GROUP BY 1, 2
            """;
    private static final String IN_SQL = """
            SELECT count(*) FROM (
                SELECT vps_no, percentile_disc(0.95) WITHIN GROUP (ORDER BY received) AS received,
                    percentile_disc(0.95) WITHIN GROUP (ORDER BY transmitted) AS transmitted
                FROM usage_day d CROSS JOIN LATERAL unnest(received_slots, transmitted_slots) AS s (received, transmitted)
                WHERE day >= '2026-10-01' AND day < '2026-11-01'
                GROUP BY vps_no) AS of_each
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void measure() throws Exception {
        Infrastructure environment = Infrastructure.get();
        try (ServiceProcess service =
                ServiceProcess.start(environment.postgres(), environment.kafka(), environment.issuer(), JVM)) {
            measure(service);
        }
    }

    private void measure(ServiceProcess service) throws IOException, InterruptedException {
        PrintStream out = System.out;
        UUID subject = UUID.randomUUID();
        Suite.execute("TRUNCATE usage_day, usage_month");
        Suite.execute("INSERT INTO vps (vps_id, subject_id) SELECT gen_random_uuid(), '" + subject
                + "' FROM generate_series(1, " + VPS + ")");
        Suite.execute(FILL.formatted(subject));
        Suite.execute(MONTHS);
        Suite.execute("ANALYZE");
        String token = Identities.token(Roles.BILLING_SYSTEM);
        String[] vps = Suite.text("SELECT string_agg(vps_id::text, ',') FROM vps WHERE subject_id = '" + subject + "'")
                .split(",", -1);

        double[] millis = new double[QUESTIONS];
        Random random = new Random(1);
        for (int i = -WARM_UP; i < QUESTIONS; i++) {
            double took = ask(
                    service,
                    "/v1/vps/" + vps[random.nextInt(VPS)] + "/usage?window=month&from=2026-10-01&to=2026-11-01",
                    token);
            if (i >= 0) {
                millis[i] = took;
            }
        }
        Arrays.sort(millis);
        double[] all = new double[5];
        for (int i = 0; i < all.length; i++) {
            all[i] = ask(
                    service, "/v1/subjects/" + subject + "/usage?window=month&from=2026-10-01&to=2026-11-01", token);
        }
        Arrays.sort(all);
        long start = System.nanoTime();
        assertThat(Suite.count(IN_SQL)).isEqualTo(VPS);
        double inSql = (System.nanoTime() - start) / 1e6;

        out.printf(
                "month of one VPS with its 95th percentile: p50 %.1f ms, p99 %.1f ms (aim: p99 below 10 ms)%n",
                millis[QUESTIONS / 2], millis[QUESTIONS * 99 / 100]);
        out.printf(
                "95th percentile of %d VPS over a month: median %.2f s, slowest %.2f s (aim: below 2 s); percentile_disc"
                        + " in SQL %.2f s, ratio %.2f%n",
                VPS, all[2] / 1e3, all[4] / 1e3, inSql / 1e3, all[2] / inSql);
    }

    private double ask(ServiceProcess service, String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri(path))
                .header("Authorization", "Bearer " + token)
                .build();
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double took = (System.nanoTime() - start) / 1e6;
        assertThat(answer.statusCode()).isEqualTo(200);
        return took;
    }
}
