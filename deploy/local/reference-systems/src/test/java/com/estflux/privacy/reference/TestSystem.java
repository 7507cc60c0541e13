package com.estflux.privacy.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.platform.testing.infrastructure.FreePorts;
import com.estflux.privacy.platform.testing.infrastructure.ManagedProcess;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.TestKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One of the systems on real PostgreSQL and Kafka, in this JVM or in one of its own. */
final class TestSystem implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String TOKEN = "token-of-the-tests-0123456789";
    private static final String PASSWORD = "only-for-tests";
    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name;
    private final String database;
    private final int port;
    private final @Nullable RunningSystem system;
    private final @Nullable ManagedProcess process;

    private TestSystem(
            String name, String database, int port, @Nullable RunningSystem system, @Nullable ManagedProcess process) {
        this.name = name;
        this.database = database;
        this.port = port;
        this.system = system;
        this.process = process;
    }

    /** Starts a system in this JVM and waits until it is ready. */
    static TestSystem start(String name) {
        TestSystem started = prepare(name, name);
        started.begin();
        started.awaitReady();
        return started;
    }

    /** A system that listens in this JVM and has not begun. */
    static TestSystem prepare(String name, String database) {
        try {
            var system = new RunningSystem(Settings.read(name, environment(name, database, 0)), Clock.systemUTC());
            return new TestSystem(name, database, system.port(), system, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a system as a process of its own, which can be killed, and waits until it is ready. */
    static TestSystem startProcess(String name, String database) {
        int port = FreePorts.next();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReferenceSystems.class.getName(),
                name);
        try {
            Path log = Files.createTempDirectory("reference-system-").resolve(name + ".log");
            var process = ManagedProcess.start(name, command, environment(name, database, port), log);
            var started = new TestSystem(name, database, port, null, process);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> environment(String name, String database, int port) {
        Infrastructure.get().postgres().createDatabase(database, PASSWORD, PASSWORD);
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(port));
        environment.put("DATABASE_URL", Infrastructure.get().postgres().jdbcUrl(database));
        environment.put("DATABASE_USER", database + "_owner");
        environment.put("DATABASE_PASSWORD", PASSWORD);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Infrastructure.get().kafka().bootstrapServers());
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_PASSWORD", PASSWORD);
        environment.put("ACCESS_TOKEN", TOKEN);
        environment.put(
                "PSEUDONYM_KEY",
                Base64.getEncoder()
                        .encodeToString("pseudonyms of tests, thirty-two b".getBytes(StandardCharsets.UTF_8)));
        environment.put("SIGNING_PRIVATE_KEY", TestKeys.of(name).privateKey());
        environment.put("SIGNING_PUBLIC_KEY", TestKeys.of(name).publicKey());
        environment.put("DSR_PUBLIC_KEYS", TestKeys.of("dsr").publicKey());
        environment.put("RETENTION_PUBLIC_KEYS", TestKeys.of("retention").publicKey());
        if (name.equals(Settings.ACCOUNT)) {
            environment.put("KEYCLOAK_URL", Infrastructure.get().issuer().replace("/realms/" + Realm.NAME, ""));
            environment.put("KEYCLOAK_REALM", Realm.NAME);
            environment.put("KEYCLOAK_CLIENT_ID", "account-system");
            environment.put("KEYCLOAK_CLIENT_SECRET", Realm.clientSecret("account-system"));
        }
        return environment;
    }

    void begin() {
        try {
            if (system != null) {
                system.start();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(this::isReady);
    }

    boolean isReady() {
        try {
            return send(request("/health/ready").GET()).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Ends its process as a crash would. */
    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        if (system != null) {
            system.close();
        }
        if (process != null) {
            process.close();
        }
    }

    /** What its process wrote. */
    String output() {
        try {
            return process == null ? "" : Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads with the right token. */
    HttpResponse<String> get(String path) {
        return send(request(path).header("Authorization", "Bearer " + TOKEN).GET());
    }

    /** Posts with the right token. */
    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts, and takes one field out of what must be a 201. */
    UUID create(String path, String body, String field) {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return UUID.fromString(json(response).path(field).asText());
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one number a query results in. */
    long number(String sql, Object... parameters) {
        return Long.parseLong(text("SELECT cast((" + sql + ") AS text)", parameters));
    }

    /** The one text a query results in. */
    String text(String sql, Object... parameters) {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return Infrastructure.get().postgres().connect(database);
    }

    /** The rows of a table that hold a text anywhere, one below the other. */
    String rowsWith(String table, Object wanted) {
        return text(
                "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM " + table
                        + " t WHERE t::text LIKE ?",
                "%" + wanted + "%");
    }

    /** Every row of the database that holds a text anywhere. */
    List<String> everythingWith(Object wanted) {
        String tables = text("SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'");
        List<String> found = new ArrayList<>();
        for (String table : List.of(tables.split(",", -1))) {
            String rows = rowsWith(table, wanted);
            if (!rows.isEmpty()) {
                found.add(table + ": " + rows);
            }
        }
        return found;
    }

    static void publish(EventData data) {
        KAFKA.send(CODEC.encode(EventMessage.create(TestKeys.sourceOf(data), Clock.systemUTC(), data)));
    }

    static KafkaProbe kafka() {
        return KAFKA;
    }

    /** The events of a topic that say what is wanted. */
    static <T extends EventData> List<T> events(Topic topic, Class<T> kind, Predicate<T> wanted) {
        return KAFKA.events(topic).stream()
                .map(EventMessage::data)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .toList();
    }

    /** This system's answers to a command, first to last. */
    List<EventMessage<?>> receipts(Command command) {
        return KAFKA.events(Topic.PRIVACY_RECEIPTS).stream()
                .filter(event -> event.data() instanceof Receipt receipt
                        && receipt.commandId().equals(command.commandId())
                        && receipt.storeId().equals(name))
                .toList();
    }

    List<EventMessage<?>> finals(Command command) {
        return receipts(command).stream()
                .filter(event -> !(event.data() instanceof CommandAcknowledged))
                .toList();
    }

    /** Waits for the final receipt of a command. */
    Receipt awaitFinal(Command command) {
        await().atMost(PATIENCE).until(() -> !finals(command).isEmpty());
        return (Receipt) finals(command).get(0).data();
    }

    /** Gives a command and waits until it was carried out. */
    CommandCompleted carryOut(Command command) {
        publish(command);
        return (CommandCompleted) awaitFinal(command);
    }
}
