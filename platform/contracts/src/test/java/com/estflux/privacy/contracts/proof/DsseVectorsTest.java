package com.estflux.privacy.contracts.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.contracts.InvalidEventException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of the extension's specification. They are signed with P-256; what is signed is the same. */
class DsseVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "JdKJ23tInJraYkEtWrqkfEKfshmH+Jl0aRefLhu/vmA=";

    static Stream<String> vectors() {
        try (InputStream lines = DsseVectorsTest.class.getResourceAsStream("/dsse-vectors.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldAgreeOnWhatIsSigned(String vector) throws Exception {
        JsonNode envelope = envelope(vector);
        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").asText());
        if (vector.startsWith("Case 6")) {
            // As published, an equals sign follows the JSON, which was not there when it was signed.
            payload = Arrays.copyOf(payload, payload.length - 1);
        }
        JsonNode signature = envelope.at("/signatures/0");

        Signature verification = Signature.getInstance("SHA256withECDSAinP1363Format");
        verification.initVerify(keyOfTheSpecification());
        verification.update(Dsse.preAuthenticationEncoding(VerificationMaterial.PAYLOAD_TYPE, payload));

        assertThat(envelope.get("payloadType").asText()).isEqualTo(VerificationMaterial.PAYLOAD_TYPE);
        assertThat(verification.verify(Dsse.base64(signature.get("sig").asText())))
                .isTrue();
    }

    /** Of the first two the payload is a bare digest, as earlier drafts had it; the text asks for JSON. */
    @ParameterizedTest
    @MethodSource("vectors")
    void shouldReadEnvelopesAsTheTextSays(String vector) throws Exception {
        byte[] envelope = Base64.getDecoder().decode(vector.substring(vector.lastIndexOf(' ') + 1));
        if (vector.startsWith("Case 1 ") || vector.startsWith("Case 2 ")) {
            assertThatThrownBy(() -> VerificationMaterial.read(envelope)).isInstanceOf(InvalidEventException.class);
        } else {
            assertThat(VerificationMaterial.read(envelope).core()).hasSize(32);
            assertThat(VerificationMaterial.read(envelope).signatures())
                    .extracting(VerificationMaterial.Signed::keyId)
                    .containsExactly("testkey");
        }
    }

    @Test
    void shouldDigestBinaryDataAsCase5() throws Exception {
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", "1",
                "ce_source", "example/uri",
                "ce_type", "example.type.binary",
                "content-type", "application/octet-stream");
        String vector =
                vectors().filter(one -> one.startsWith("Case 5 ")).findFirst().orElseThrow();
        byte[] payload =
                Base64.getDecoder().decode(envelope(vector).get("payload").asText());

        byte[] core = EventDigest.core(
                name -> bytes(headers.get(name)), Base64.getDecoder().decode("8J+koQ=="));

        assertThat(Dsse.base64(core))
                .isEqualTo(JSON.readTree(payload).get("core").asText());
    }

    @Test
    void shouldNotTellTheSameInstantInAnotherZoneApart() {
        byte[] zulu = digestAt("2020-06-18T17:24:53Z");

        assertThat(digestAt("2020-06-18T19:24:53+02:00")).isEqualTo(zulu);
        assertThat(digestAt("2020-06-18T17:24:53.999Z")).isEqualTo(zulu);
        assertThat(digestAt("2020-06-18T17:24:53")).isEqualTo(zulu);
        assertThat(digestAt("2020-06-18T17:24:54Z")).isNotEqualTo(zulu);
    }

    private static byte[] digestAt(String time) {
        return EventDigest.core(
                name -> name.equals("ce_time") ? time.getBytes(StandardCharsets.UTF_8) : null, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\",\"signedextattrs\":[\"exta\",\"exta\"]}",
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\",\"signedextattrs\":[\"exta\",\"id\"]}",
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\",\"signedextattrs\":[\"dataschema\"]}",
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\",\"signedextattrs\":[\"dssematerial\"]}",
                "{\"core\":\"" + DIGEST + "\",\"signedextattrs\":[\"exta\"]}",
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\"}",
                "{\"core\":\"" + DIGEST + "\",\"ext\":\"" + DIGEST + "\",\"signedextattrs\":[{}]}",
                "{\"core\":\"AAAA\"}",
                "{}",
                "[]",
                "no JSON"
            })
    void shouldRefuseMaterialAsCase8(String material) {
        byte[] envelope = ("{\"payloadType\":\"" + VerificationMaterial.PAYLOAD_TYPE + "\",\"payload\":\""
                        + Dsse.base64(material.getBytes(StandardCharsets.UTF_8)) + "\",\"signatures\":[]}")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> VerificationMaterial.read(envelope))
                .isInstanceOfSatisfying(InvalidEventException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(InvalidEventException.Reason.WRONG_SIGNATURE));
    }

    private static JsonNode envelope(String vector) throws IOException {
        return JSON.readTree(Base64.getDecoder().decode(vector.substring(vector.lastIndexOf(' ') + 1)));
    }

    private static PublicKey keyOfTheSpecification() throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(
                new BigInteger("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                new BigInteger("5640078356564379163099075877009565129882514886557779369047442380624545832820"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte @org.jspecify.annotations.Nullable [] bytes(@org.jspecify.annotations.Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
