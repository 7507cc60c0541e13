package com.estflux.privacy.dsr.closing;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The keys of certificates. */
@Path("/.well-known/jwks.json")
@Tag(name = "Certificates", description = "Proof of what was done")
public class JwksResource {

    private final CertificateSigner signer;

    JwksResource(CertificateSigner signer) {
        this.signer = signer;
    }

    /**
     * A set of keys (RFC 7517).
     *
     * @param keys the keys
     */
    record KeySet(List<Key> keys) {
        KeySet {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key.
     *
     * @param kty key type
     * @param crv curve
     * @param use what for
     * @param alg algorithm
     * @param kid key id
     * @param x first coordinate
     * @param y second coordinate
     */
    record Key(String kty, String crv, String use, String alg, String kid, String x, String y) {}

    /** The public keys certificates are verified with, current and retired. */
    @GET
    @PermitAll
    @Operation(summary = "The public keys certificates are verified with, current and retired")
    public KeySet keys() {
        return new KeySet(signer.verificationKeys().stream()
                .map(key -> new Key("EC", "P-256", "sig", "ES256", key.keyId(), key.x(), key.y()))
                .toList());
    }
}
