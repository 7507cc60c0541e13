package com.estflux.privacy.platform.proof;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;

/** Whose keys this service believes. All keys are Ed25519: X.509 SubjectPublicKeyInfo, Base64. */
@ConfigMapping(prefix = "estflux.trust")
interface TrustConfig {

    /**
     * The keys of those who issue commands and plans, by participant: {@code dsr} and {@code retention}. Several keys of
     * one overlap; one that is rotated stays for as long as commands are kept, unless it is compromised.
     */
    Map<String, List<String>> issuers();

    /**
     * The keys of the stores of the first installation, by store id: what such a store announces first is admitted
     * without an officer. Only dsr-service and retention-service read it.
     */
    Map<String, List<String>> stores();
}
