package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Verifies the proof an event carries. Extension attributes are not looked at: the suite's events have no others. */
public final class EventVerifier {

    private EventVerifier() {}

    /**
     * Verifies that one of these keys signed the event, as it is.
     *
     * @param header finds a record header's value by name, null if absent
     * @param data the record value
     * @param acceptable the keys of whoever must have said it
     * @return the key that did
     * @throws InvalidEventException {@code UNSIGNED} without a proof, {@code WRONG_SIGNATURE} with any but a right one
     */
    public static ProofKey verify(
            Function<String, byte @Nullable []> header, byte[] data, Collection<ProofKey> acceptable)
            throws InvalidEventException {
        byte[] travelled = header.apply(EventSigner.HEADER);
        if (travelled == null || travelled.length == 0) {
            throw new InvalidEventException(Reason.UNSIGNED, "it must be signed and is not");
        }
        VerificationMaterial material = VerificationMaterial.read(decoded(travelled));
        ProofKey signer = signer(material, acceptable);
        if (!MessageDigest.isEqual(material.core(), core(header, data))) {
            throw new InvalidEventException(Reason.WRONG_SIGNATURE, "the signature belongs to another event");
        }
        return signer;
    }

    private static byte[] decoded(byte[] travelled) throws InvalidEventException {
        try {
            return Dsse.base64(new String(travelled, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(Reason.WRONG_SIGNATURE, "dssematerial is not Base64");
        }
    }

    private static byte[] core(Function<String, byte @Nullable []> header, byte[] data) throws InvalidEventException {
        try {
            return EventDigest.core(header, data);
        } catch (DateTimeException e) {
            throw new InvalidEventException(Reason.INVALID_ATTRIBUTE, "ce_time is not an RFC 3339 time");
        }
    }

    private static ProofKey signer(VerificationMaterial material, Collection<ProofKey> acceptable)
            throws InvalidEventException {
        byte[] signed = Dsse.preAuthenticationEncoding(VerificationMaterial.PAYLOAD_TYPE, material.body());
        for (VerificationMaterial.Signed one : material.signatures()) {
            for (ProofKey key : acceptable) {
                if (key.keyId().equals(one.keyId()) && Dsse.verifies(key.publicKey(), signed, one.signature())) {
                    return key;
                }
            }
        }
        throw new InvalidEventException(Reason.WRONG_SIGNATURE, "no key of who must have said it signed it");
    }
}
