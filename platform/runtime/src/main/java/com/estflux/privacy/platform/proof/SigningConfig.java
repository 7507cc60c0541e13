package com.estflux.privacy.platform.proof;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The Ed25519 key pair this service proves its events with. */
@ConfigMapping(prefix = "estflux.signing")
interface SigningConfig {

    /** The private key: PKCS#8, Base64. A secret. */
    String privateKey();

    /** Its public key: X.509 SubjectPublicKeyInfo, Base64. */
    String publicKey();

    /**
     * Further public keys this service's store announces: the next key before it is used, so that it is admitted by
     * then; the last one as long as records signed with it may still be on their way.
     */
    Optional<List<String>> overlappingKeys();
}
