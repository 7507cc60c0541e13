package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code dssematerial} of an event: a DSSE envelope around the digest of the event.
 *
 * @param body what is signed
 * @param core the digest it names
 * @param signatures who signed it
 */
// The arrays never leave the package.
@SuppressWarnings("ArrayRecordComponent")
record VerificationMaterial(byte[] body, byte[] core, List<Signed> signatures) {

    static final String PAYLOAD_TYPE = "https://cloudevents.io/verifiability/dsse/v0.1";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DIGEST_BYTES = 32;

    /** What may not be named among the signed extension attributes. */
    private static final Set<String> NO_EXTENSIONS = Set.of(
            "id", "source", "specversion", "type", "datacontenttype", "dataschema", "subject", "time", "dssematerial");

    /** A signature and the key it claims. */
    @SuppressWarnings("ArrayRecordComponent")
    record Signed(String keyId, byte[] signature) {}

    /** The envelope around a digest, UTF-8 JSON. */
    static byte[] seal(byte[] core, SigningKey key) {
        byte[] body = json(JSON.createObjectNode().put("core", Dsse.base64(core)));
        byte[] signature = key.sign(Dsse.preAuthenticationEncoding(PAYLOAD_TYPE, body));
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payload", Dsse.base64(body));
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures")
                .addObject()
                .put("keyid", key.publicKey().keyId())
                .put("sig", Dsse.base64(signature));
        return json(envelope);
    }

    /**
     * Reads an envelope as far as nobody's key is needed for it.
     *
     * @throws InvalidEventException if it is not what the extension says
     */
    static VerificationMaterial read(byte[] envelope) throws InvalidEventException {
        try {
            JsonNode json = tree(envelope);
            require(PAYLOAD_TYPE.equals(json.path("payloadType").asText()));
            byte[] body = Dsse.base64(text(json.path("payload")));
            JsonNode material = tree(body);
            byte[] core = digest(material.path("core"));
            if (material.has("ext")) {
                digest(material.path("ext"));
            }
            require(material.has("ext") == material.has("signedextattrs"));
            if (material.has("signedextattrs")) {
                checkNames(material.path("signedextattrs"));
            }
            List<Signed> signatures = new ArrayList<>();
            for (JsonNode one : json.path("signatures")) {
                signatures.add(new Signed(one.path("keyid").asText(), Dsse.base64(text(one.path("sig")))));
            }
            return new VerificationMaterial(body, core, List.copyOf(signatures));
        } catch (IllegalArgumentException | IOException e) {
            throw corrupted();
        }
    }

    private static void checkNames(JsonNode names) throws InvalidEventException {
        require(names.isArray());
        Set<String> seen = new HashSet<>();
        for (JsonNode name : names) {
            require(name.isTextual() && !NO_EXTENSIONS.contains(name.asText()) && seen.add(name.asText()));
        }
    }

    private static byte[] digest(JsonNode field) throws InvalidEventException {
        byte[] digest = Dsse.base64(text(field));
        require(digest.length == DIGEST_BYTES);
        return digest;
    }

    private static String text(JsonNode field) throws InvalidEventException {
        require(field.isTextual());
        return field.asText();
    }

    private static JsonNode tree(byte[] utf8) throws IOException, InvalidEventException {
        try {
            JsonNode tree = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
            require(tree.isObject());
            return tree;
        } catch (CharacterCodingException e) {
            throw corrupted();
        }
    }

    private static void require(boolean holds) throws InvalidEventException {
        if (!holds) {
            throw corrupted();
        }
    }

    private static InvalidEventException corrupted() {
        return new InvalidEventException(Reason.WRONG_SIGNATURE, "dssematerial is not what the extension says");
    }

    private static byte[] json(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
