package com.estflux.privacy.contracts.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.rights.AnnouncementDigest;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventProofTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final SigningKey DSR = TestPairs.next();
    private static final SigningKey OTHER = TestPairs.next();
    private static final EventCodec CODEC = new EventCodec();

    private final EncodedEvent event = CODEC.encode(new EventMessage<>(
            "1",
            "/estflux/dsr",
            NOW,
            new SubjectVerify(UUID.randomUUID(), null, UUID.randomUUID(), List.of("billing"), NOW)));
    private final EncodedEvent signed = new EventSigner(DSR).sign(event);

    @Test
    void shouldProveWhoSignedIt() throws InvalidEventException {
        assertThat(verify(signed, OTHER.publicKey(), DSR.publicKey())).isEqualTo(DSR.publicKey());
    }

    @Test
    void shouldRefuseWhatIsNotSigned() {
        assertThat(refusal(event, DSR.publicKey())).isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void shouldRefuseAnotherKey() {
        assertThat(refusal(signed, OTHER.publicKey())).isEqualTo(Reason.WRONG_SIGNATURE);
        assertThat(refusal(signed)).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "content-type", "ce_specversion", "ce_subject"})
    void shouldRefuseChangedAttributes(String name) {
        assertThat(refusal(with(signed, name, "changed"), DSR.publicKey())).isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void shouldRefuseAnotherTime() {
        assertThat(refusal(with(signed, "ce_time", NOW.plusSeconds(1).toString()), DSR.publicKey()))
                .isEqualTo(Reason.WRONG_SIGNATURE);
    }

    @Test
    void shouldRefuseEveryChangedByteOfTheData() {
        byte[] data = signed.data();
        assertThat(data).isNotNull();
        for (int i = 0; i < data.length; i++) {
            byte[] changed = data.clone();
            changed[i] ^= 1;
            var forged =
                    new EncodedEvent(signed.topic(), signed.key(), signed.partitionKey(), signed.headers(), changed);
            assertThat(refusal(forged, DSR.publicKey())).isEqualTo(Reason.WRONG_SIGNATURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no Base64!", "", "e30=", "bnVsbA==", "/////w=="})
    void shouldRefuseCorruptedMaterial(String material) {
        assertThat(refusal(with(signed, EventSigner.HEADER, material), DSR.publicKey()))
                .isIn(Reason.WRONG_SIGNATURE, Reason.UNSIGNED);
    }

    @Test
    void shouldRefusePairsThatDoNotFit() {
        assertThatThrownBy(() -> SigningKey.parse("AAAA", DSR.publicKey().encoded()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProofKey.parse("AAAA")).isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of RFC 8037, appendix A.3. */
    @Test
    void shouldNameKeysByTheirThumbprint() {
        String x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        byte[] raw = java.util.Base64.getUrlDecoder().decode(x);
        byte[] prefix = java.util.HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = java.util.Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);

        assertThat(ProofKey.parse(Dsse.base64(encoded)).keyId())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void shouldSayWhoMaySayWhat() throws InvalidEventException {
        var verify = new SubjectVerify(UUID.randomUUID(), null, UUID.randomUUID(), List.of("billing"), NOW);
        var receipt = new CommandCompleted(UUID.randomUUID(), "billing", UUID.randomUUID(), List.of(), NOW);

        assertThat(Sender.of(EventType.ACCOUNT_CLOSED)).isEmpty();
        assertThat(required("/estflux/dsr", verify)).isEqualTo("dsr");
        assertThat(required("/estflux/billing", receipt)).isEqualTo("billing");
        assertThatThrownBy(() -> required("/estflux/billing", verify))
                .isInstanceOfSatisfying(InvalidEventException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.WRONG_SENDER));
        assertThatThrownBy(() -> required("/estflux/support", receipt)).isInstanceOf(InvalidEventException.class);
    }

    private static String required(String source, com.estflux.privacy.contracts.EventData data)
            throws InvalidEventException {
        var message = new EventMessage<>("1", source, NOW, data);
        return Sender.of(message.type()).orElseThrow().require(message);
    }

    @Test
    void shouldRefuseWhatHappenedInTheFuture() throws InvalidEventException {
        var closed = new AccountClosed(UUID.randomUUID(), NOW.plus(Duration.ofMinutes(5)));
        FutureDates.check(new EventMessage<>("1", "/tests", NOW, closed), NOW);

        for (Instant future : List.of(NOW.plusSeconds(301), Instant.parse("9999-12-31T23:59:59Z"))) {
            var later = new AccountClosed(UUID.randomUUID(), future);
            assertThatThrownBy(() -> FutureDates.check(new EventMessage<>("1", "/tests", NOW, later), NOW))
                    .isInstanceOfSatisfying(InvalidEventException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.FUTURE_DATED));
            assertThatThrownBy(() -> FutureDates.check(new EventMessage<>("1", "/tests", future, closed), NOW))
                    .isInstanceOf(InvalidEventException.class);
        }
    }

    @Test
    void shouldDigestAnnouncementsWhateverTheirTimeAndOrder() {
        StoreAnnounced one = announced(NOW, List.of(Right.ERASURE, Right.ACCESS));

        assertThat(AnnouncementDigest.of(announced(NOW.plusSeconds(1), List.of(Right.ACCESS, Right.ERASURE))))
                .isEqualTo(AnnouncementDigest.of(one));
        assertThat(AnnouncementDigest.of(announced(NOW, List.of(Right.ERASURE))))
                .isNotEqualTo(AnnouncementDigest.of(one));
        assertThat(AnnouncementDigest.agree(one, announced(NOW, List.of(Right.ERASURE))))
                .isFalse();
    }

    private static StoreAnnounced announced(Instant at, List<Right> rights) {
        return new StoreAnnounced(
                "billing",
                "b",
                "o",
                "c",
                List.of(),
                rights,
                Duration.ofHours(1),
                at,
                List.of(DSR.publicKey().encoded()));
    }

    private static EncodedEvent with(EncodedEvent event, String name, String value) {
        Map<String, String> headers = new HashMap<>(event.headers());
        headers.put(name, value);
        return new EncodedEvent(event.topic(), event.key(), event.partitionKey(), headers, event.data());
    }

    private static Reason refusal(EncodedEvent event, ProofKey... keys) {
        return catchThrowableOfType(InvalidEventException.class, () -> verify(event, keys))
                .reason();
    }

    private static ProofKey verify(EncodedEvent event, ProofKey... keys) throws InvalidEventException {
        byte[] data = event.data();
        if (data == null) {
            throw new IllegalStateException("not a tombstone");
        }
        return EventVerifier.verify(
                name -> {
                    String value = event.headers().get(name);
                    return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
                },
                data,
                List.of(keys));
    }
}
