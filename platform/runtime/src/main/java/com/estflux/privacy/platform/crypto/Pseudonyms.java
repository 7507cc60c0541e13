package com.estflux.privacy.platform.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed pseudonyms: the same id always has the same one in this service, and nobody without the key can tell whose it
 * is. They stand where an id must be recognised but not kept, for example after an erasure.
 */
@ApplicationScoped
public class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    /** Never used itself but copied: to find an implementation and have it take the key costs more than a pseudonym. */
    private final Mac keyed;

    Pseudonyms(SecretsConfig secrets) {
        byte[] bytes = Base64.getDecoder().decode(secrets.pseudonymKey());
        if (bytes.length < 32) {
            throw new IllegalArgumentException("estflux.secrets.pseudonym-key must be at least 32 bytes, Base64");
        }
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(bytes, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The pseudonym of an id: 64 hexadecimal digits. */
    public String of(UUID id) {
        return of(id.toString());
    }

    /** The pseudonym of a text: 64 hexadecimal digits. */
    public String of(String text) {
        try {
            Mac mac = (Mac) keyed.clone();
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's own " + ALGORITHM + " can be copied", e);
        }
    }
}
