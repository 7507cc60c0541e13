package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gives the service under test its database, its keys, the broker and the identity provider. Argument {@code service} names it;
 * {@code identity=false} leaves out the identity provider, for tests without tokens; {@code mail=true} has it send its
 * mail to {@link Infrastructure#mail()}.
 */
public class PrivacyInfrastructure implements QuarkusTestResourceLifecycleManager {

    /** System property: {@code true} if the module under test is no service, and its tests use any topic. */
    public static final String UNBOUND = "estflux.kafka.unbound";

    private String service = "";
    private boolean identity = true;
    private boolean mail;

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.get("service");
        identity = !"false".equals(arguments.get("identity"));
        mail = "true".equals(arguments.get("mail"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>();
        CompletableFuture<String> issuer = identity
                ? CompletableFuture.supplyAsync(Infrastructure.get()::issuer)
                : CompletableFuture.completedFuture("http://127.0.0.1:9/none");
        configuration.putAll(database());
        configuration.putAll(kafka(Infrastructure.get().kafka()));
        configuration.putAll(TestKeys.configuration(service));
        configuration.put("quarkus.http.test-port", "0");
        configuration.put("estflux.secrets.pseudonym-key", key("pseudonyms of tests, thirty-two b"));
        configuration.put("estflux.secrets.encryption-key", key("encryption of tests, 32 bytes ok"));
        if (mail) {
            configuration.put("quarkus.mailer.mock", "false");
            configuration.put("quarkus.mailer.host", "127.0.0.1");
            configuration.put(
                    "quarkus.mailer.port",
                    Integer.toString(Infrastructure.get().mail().port()));
        }
        configuration.put("estflux.oidc.url", issuer.join());
        return configuration;
    }

    /** The servers are shared by the whole test JVM and stop with it. */
    @Override
    public void stop() {}

    private Map<String, String> database() {
        PostgresServer postgres = Infrastructure.get().postgres();
        postgres.createDatabase(service, Infrastructure.PASSWORD, Infrastructure.PASSWORD);
        return Map.of(
                "estflux.database.host",
                "127.0.0.1",
                "estflux.database.port",
                Integer.toString(postgres.port()),
                "estflux.database.password",
                Infrastructure.PASSWORD,
                "estflux.database.owner-password",
                Infrastructure.PASSWORD);
    }

    private Map<String, String> kafka(KafkaBroker broker) {
        return Boolean.getBoolean(UNBOUND)
                ? broker.unboundServiceSettings()
                : broker.serviceSettings(Participant.ofPrincipal(service).orElseThrow());
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
