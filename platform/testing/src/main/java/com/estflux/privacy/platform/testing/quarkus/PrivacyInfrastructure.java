package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Gives the service under test its database and the broker; argument {@code service} names it. */
public class PrivacyInfrastructure implements QuarkusTestResourceLifecycleManager {

    private String service = "";

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.get("service");
    }

    @Override
    public Map<String, String> start() {
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
                Infrastructure.PASSWORD,
                "kafka.bootstrap.servers",
                Infrastructure.get().kafka().bootstrapServers(),
                "quarkus.http.test-port",
                "0",
                "estflux.secrets.pseudonym-key",
                key("pseudonyms of tests, thirty-two b"),
                "estflux.secrets.encryption-key",
                key("encryption of tests, 32 bytes ok"));
    }

    /** The servers are shared by the whole test JVM and stop with it. */
    @Override
    public void stop() {}

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
