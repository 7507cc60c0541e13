package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakServer;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The suite's own programs: how each is started, and what it is told. */
final class Programs {

    static final List<String> SERVICES = List.of("consent", "dsr", "retention", "metrics");
    static final List<String> REFERENCE_SYSTEMS = List.of("account", "billing", "support");

    private static final Map<String, String> MODULES = Map.of(
            "consent", "consent-service",
            "dsr", "dsr-service",
            "retention", "retention-service",
            "metrics", "metrics-ingest-service");

    private final StackOptions options;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Path logs;

    Programs(StackOptions options, Secrets secrets, PostgresServer postgres, KafkaBroker kafka, Path logs) {
        this.options = options;
        this.secrets = secrets;
        this.postgres = postgres;
        this.kafka = kafka;
        this.logs = logs;
    }

    /** Starts one of the four services. */
    JavaProgram service(String name) {
        List<String> command = java("192m");
        command.addAll(trust(name));
        command.addAll(List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar"));
        command.add(built(MODULES.get(name) + "/target/quarkus-app/quarkus-run.jar"));
        URI ready = URI.create(options.ports().url(name) + "/q/health/ready");
        return JavaProgram.start(name, command, serviceEnvironment(name), log(name), ready);
    }

    /** Starts one of the reference systems. */
    JavaProgram referenceSystem(String name) {
        List<String> command = java("64m");
        command.addAll(List.of("-jar", built("deploy/local/reference-systems/target/reference-systems.jar"), name));
        URI ready = URI.create(options.ports().url(name) + "/health/ready");
        return JavaProgram.start(name, command, referenceEnvironment(name), log(name), ready);
    }

    /** The bearer token the reference system wants. */
    static String accessToken(Secrets secrets, String name) {
        return secrets.password(name + ".access-token");
    }

    /** The password of a user of the broker. */
    static String kafkaPassword(Secrets secrets, String user) {
        return secrets.password(user + ".kafka");
    }

    /** Makes a program's database, unless it is there. */
    void createDatabase(String name) {
        postgres.createDatabase(name, secrets.password(name + ".database.owner"), secrets.password(name + ".database"));
    }

    /** Whose keys a service believes; public, so that they may be seen in the list of processes. */
    private List<String> trust(String name) {
        List<String> trust = new ArrayList<>();
        for (String issuer : List.of("dsr", "retention")) {
            trust.add("-Destflux.trust.issuers." + issuer + "=" + secrets.signingPublicKey(issuer));
        }
        if (name.equals("dsr") || name.equals("retention")) {
            Stream.concat(SERVICES.stream(), REFERENCE_SYSTEMS.stream())
                    .forEach(store ->
                            trust.add("-Destflux.trust.stores." + store + "=" + secrets.signingPublicKey(store)));
        }
        return trust;
    }

    private Map<String, String> serviceEnvironment(String name) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(options.ports().of(name)));
        environment.put("ESTFLUX_DATABASE_HOST", "127.0.0.1");
        environment.put("ESTFLUX_DATABASE_PORT", Integer.toString(postgres.port()));
        environment.put("ESTFLUX_DATABASE_PASSWORD", secrets.password(name + ".database"));
        environment.put("ESTFLUX_DATABASE_OWNER_PASSWORD", secrets.password(name + ".database.owner"));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("ESTFLUX_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("ESTFLUX_KAFKA_PASSWORD", kafkaPassword(secrets, name));
        // The broker gives the partitions of a killed service to its successor as soon as it may, not after 45 s.
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        // One poll at most is waited out for each channel, one after the other, when the service stops.
        environment.put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_POLL_TIMEOUT", "200");
        environment.put("ESTFLUX_OIDC_URL", issuer());
        environment.put("ESTFLUX_SECRETS_PSEUDONYM_KEY", secrets.key(name + ".pseudonym-key"));
        environment.put("ESTFLUX_SECRETS_ENCRYPTION_KEY", secrets.key(name + ".encryption-key"));
        environment.put("ESTFLUX_SIGNING_PRIVATE_KEY", secrets.signingPrivateKey(name));
        environment.put("ESTFLUX_SIGNING_PUBLIC_KEY", secrets.signingPublicKey(name));
        environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(options.ports().of("smtp")));
        environment.put("QUARKUS_MAILER_MOCK", "false");
        // What production does not do unless it is told to: the mail server here is on loopback, without encryption.
        environment.put("ESTFLUX_MAIL_START_TLS", "DISABLED");
        environment.put("ESTFLUX_HTTP_CORS_ORIGINS", "http://localhost:3000");
        if (name.equals("metrics")) {
            // The demo's usage is a trace of 2013.
            environment.put("ESTFLUX_METRICS_ACCEPTED_BACK", "P36500D");
        }
        if (name.equals("dsr")) {
            environment.put("ESTFLUX_DSR_CERTIFICATE_PRIVATE_KEY", secrets.certificatePrivateKey());
            environment.put("ESTFLUX_DSR_CERTIFICATE_PUBLIC_KEY", secrets.certificatePublicKey());
            environment.put("ESTFLUX_DSR_ACCOUNT_DIRECTORY_URL", options.ports().url("account"));
            environment.put("ESTFLUX_DSR_ACCOUNT_DIRECTORY_TOKEN", accessToken(secrets, "account"));
        }
        environment.putAll(lean());
        return environment;
    }

    private Map<String, String> referenceEnvironment(String name) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(options.ports().of(name)));
        environment.put("DATABASE_URL", postgres.jdbcUrl(name));
        environment.put("DATABASE_USER", name + "_owner");
        environment.put("DATABASE_PASSWORD", secrets.password(name + ".database.owner"));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_PASSWORD", kafkaPassword(secrets, name));
        environment.put("ACCESS_TOKEN", accessToken(secrets, name));
        environment.put("PSEUDONYM_KEY", secrets.key(name + ".pseudonym-key"));
        environment.put("SIGNING_PRIVATE_KEY", secrets.signingPrivateKey(name));
        environment.put("SIGNING_PUBLIC_KEY", secrets.signingPublicKey(name));
        environment.put("DSR_PUBLIC_KEYS", secrets.signingPublicKey("dsr"));
        environment.put("RETENTION_PUBLIC_KEYS", secrets.signingPublicKey("retention"));
        if (name.equals("account")) {
            environment.put("KEYCLOAK_URL", options.ports().url("keycloak"));
            environment.put("KEYCLOAK_REALM", Realm.NAME);
            environment.put("KEYCLOAK_CLIENT_ID", "account-system");
            environment.put("KEYCLOAK_CLIENT_SECRET", Realm.clientSecret("account-system"));
        }
        environment.putAll(lean());
        return environment;
    }

    /** As {@link KeycloakServer#issuer()}: services start before Keycloak answers. */
    private String issuer() {
        return options.ports().url("keycloak") + "/realms/" + Realm.NAME;
    }

    private static Map<String, String> lean() {
        return Map.of("MALLOC_ARENA_MAX", "2");
    }

    private static List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Eleven JVMs share one machine: quick to start and small comes before fast at full load.
        command.addAll(List.of("-Xmx" + heap, "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-XX:ReservedCodeCacheSize=64m", "-XX:+ExitOnOutOfMemoryError"));
        return command;
    }

    private String built(String path) {
        Path file = options.root().resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new StackException(file + " is not built: run mvn -DskipTests package in " + options.root());
        }
        return file.toString();
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }
}
