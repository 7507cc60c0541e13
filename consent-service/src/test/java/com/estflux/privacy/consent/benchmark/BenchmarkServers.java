package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.consent.fixture.DurableServers;
import com.estflux.privacy.consent.fixture.SelfIssued;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers the service is measured on. Commits reach the disk; tokens are verified as always, but self-issued. */
public class BenchmarkServers implements QuarkusTestResourceLifecycleManager {

    /** Memory for what is asked about all the time, checkpoints that are minutes apart, and log files to use again. */
    private static final String[] AS_IN_PRODUCTION = {
        "shared_buffers=1GB", "max_wal_size=4GB", "min_wal_size=2GB", "checkpoint_timeout=15min"
    };

    private final SelfIssued tokens = new SelfIssued();
    private @Nullable DurableServers servers;

    /** After the servers of the tests, which start for the whole module, so that these are the ones that are used. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        servers = new DurableServers(AS_IN_PRODUCTION);
        Map<String, String> configuration = new HashMap<>(servers.configuration());
        configuration.putAll(tokens.configuration());
        configuration.put("quarkus.http.test-port", "0");
        return configuration;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                (TokenSource) role -> tokens.token(UUID.randomUUID(), role),
                new TestInjector.MatchesType(TokenSource.class));
        injector.injectIntoFields(servers, new TestInjector.MatchesType(DurableServers.class));
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    /** Gives tokens by role. */
    interface TokenSource {
        String token(String role);
    }
}
