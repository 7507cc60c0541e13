package com.estflux.privacy.stack.story;

import com.estflux.privacy.stack.StackException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;

/** Verifies a certificate as its reader would: with nothing but the published keys. */
final class CertificateCheck {

    private static final Base64.Decoder URL = Base64.getUrlDecoder();

    private CertificateCheck() {}

    /**
     * What a certificate states.
     *
     * @param jws the certificate
     * @param keys the published key set
     * @throws StackException if its signature does not hold
     */
    static JsonNode verified(String jws, JsonNode keys) {
        String[] parts = jws.split("\\.");
        JsonNode header = Api.parse(URL.decode(parts[0]));
        if (!header.path("alg").asText().equals("ES256")) {
            throw new StackException("the certificate is not signed with ES256");
        }
        for (JsonNode key : keys.path("keys")) {
            if (key.path("kid").equals(header.path("kid"))) {
                if (!verifies(key, parts)) {
                    throw new StackException("the certificate's signature does not hold");
                }
                return Api.parse(URL.decode(parts[1]));
            }
        }
        throw new StackException("the certificate's key is not published");
    }

    private static boolean verifies(JsonNode key, String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey(key));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(URL.decode(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new StackException("the certificate cannot be verified", e);
        }
    }

    private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(key, "x"), coordinate(key, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger coordinate(JsonNode key, String name) {
        return new BigInteger(1, URL.decode(key.path(name).asText()));
    }
}
