package com.estflux.privacy.platform.proof;

import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.proof.Sender;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys that configuration pins. A service that would believe no command does not start. */
@Startup
@ApplicationScoped
public class TrustedKeys {

    private final Map<String, List<ProofKey>> issuers;
    private final Map<String, List<ProofKey>> stores;

    TrustedKeys(TrustConfig config) {
        issuers = parsed(config.issuers());
        stores = parsed(config.stores());
        for (String issuer : List.of(Sender.DSR, Sender.RETENTION)) {
            if (ofIssuer(issuer).isEmpty()) {
                throw new IllegalArgumentException("estflux.trust.issuers." + issuer + " names no key");
            }
        }
    }

    /** The keys pinned for an issuer; empty if there is none. */
    public List<ProofKey> ofIssuer(String issuer) {
        return issuers.getOrDefault(issuer, List.of());
    }

    /** The keys of a store of the first installation; empty if it is not one. */
    public List<ProofKey> ofFirstInstallation(String storeId) {
        return stores.getOrDefault(storeId, List.of());
    }

    private static Map<String, List<ProofKey>> parsed(Map<String, List<String>> keys) {
        Map<String, List<ProofKey>> parsed = new HashMap<>();
        keys.forEach((participant, encoded) ->
                parsed.put(participant, encoded.stream().map(ProofKey::parse).toList()));
        return Map.copyOf(parsed);
    }
}
