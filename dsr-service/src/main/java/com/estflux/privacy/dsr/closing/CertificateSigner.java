package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.dsr.config.DsrConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Signs certificates: JWS compact serialisation, ES256 (RFC 7515, 7518). A key pair that does not fit stops the start. */
@Startup
@ApplicationScoped
class CertificateSigner {

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey privateKey;
    private final VerificationKey current;
    private final List<VerificationKey> all;

    CertificateSigner(DsrConfig config) throws GeneralSecurityException {
        DsrConfig.Certificate keys = config.certificate();
        privateKey = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keys.privateKey())));
        current = VerificationKey.of(keys.publicKey());
        all = Stream.concat(
                        Stream.of(current),
                        keys.retiredPublicKeys().orElse(List.of()).stream().map(VerificationKey::of))
                .toList();
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        if (!current.verifies(probe, sign(probe))) {
            throw new IllegalArgumentException(
                    "estflux.dsr.certificate.private-key and public-key do not belong together");
        }
    }

    /** A signed statement with this JSON payload. */
    String jws(byte[] payload) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + current.keyId() + "\"}";
        String input = URL.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + URL.encodeToString(payload);
        return input + "." + URL.encodeToString(sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The keys certificates can be verified with, the current one first. */
    List<VerificationKey> verificationKeys() {
        return all;
    }

    private byte[] sign(byte[] input) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate key cannot sign", e);
        }
    }
}
