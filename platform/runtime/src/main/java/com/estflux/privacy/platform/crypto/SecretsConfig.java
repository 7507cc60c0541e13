package com.estflux.privacy.platform.crypto;

import io.smallrye.config.ConfigMapping;

/** Keys of a service. Losing one loses what it protects; keep them where other secrets are kept, one set a service. */
@ConfigMapping(prefix = "estflux.secrets")
interface SecretsConfig {

    /** HMAC key of pseudonyms: 32 bytes or more, Base64. Changing it makes suppression lists forget. */
    String pseudonymKey();

    /** AES-256 key of what is stored encrypted: 32 bytes, Base64. */
    String encryptionKey();
}
