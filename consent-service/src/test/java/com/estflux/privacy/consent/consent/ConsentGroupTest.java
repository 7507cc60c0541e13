package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.consent.consent.ConsentGroup.Recorded;
import com.estflux.privacy.consent.consent.ConsentGroup.Situation;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.problem.ProblemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentGroupTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123456Z");
    private static final Terms TERMS = new Terms("consent", "P2Y", 3, "a".repeat(64));

    /** Reference model: per subject the last accepted decision and how many there were. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEndInTheStateOfTheLastAcceptedWriteWithoutGaps(long seed) {
        Random random = new Random(seed);
        List<UUID> subjects = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        Map<UUID, ConsentState> expected = new HashMap<>();
        Map<UUID, Long> count = new HashMap<>();
        ConsentGroup group = new ConsentGroup(NOW);
        for (int i = 0; i < 5_000; i++) {
            UUID subject = subjects.get(random.nextInt(subjects.size()));
            Choice choice =
                    List.of(Choice.GRANTED, Choice.REFUSED, Choice.WITHDRAWN).get(random.nextInt(3));
            boolean stale = random.nextInt(4) == 0;
            group.add(asked(subject, choice, stale ? 2 : 3), new Situation(false, subject, TERMS, Standing.NONE, null));
            if (!stale || choice != Choice.GRANTED) {
                expected.put(subject, choice.state());
                count.merge(subject, 1L, Long::sum);
            }
        }

        assertThat(group.results()).hasSize(5_000);
        for (Recorded last : group.records().stream().filter(group::stands).toList()) {
            UUID subject = last.asked().subjectId();
            assertThat(last.record().state()).isEqualTo(expected.get(subject));
            assertThat(last.record().revision()).isEqualTo(count.get(subject));
        }
        for (UUID subject : subjects) {
            String previous = Standing.NONE.hash();
            long revision = 0;
            for (Recorded one : group.records()) {
                if (one.asked().subjectId().equals(subject)) {
                    assertThat(one.record().revision()).isEqualTo(++revision);
                    assertThat(one.record().previousHash()).isEqualTo(previous);
                    previous = one.hash();
                }
            }
        }
    }

    @Test
    void shouldMakeOnlyThoseKnownOfWhomSomethingIsRecorded() {
        UUID stranger = UUID.randomUUID();
        UUID refused = UUID.randomUUID();
        ConsentGroup group = new ConsentGroup(NOW);
        group.add(asked(refused, Choice.GRANTED, 2), new Situation(false, null, TERMS, Standing.NONE, null));
        group.add(asked(stranger, Choice.GRANTED, 3), new Situation(false, null, TERMS, Standing.NONE, null));
        group.add(asked(stranger, Choice.WITHDRAWN, 3), new Situation(false, null, TERMS, Standing.NONE, null));

        assertThat(group.newSubjects()).containsOnlyKeys(stranger);
        assertThat(group.records())
                .extracting(one -> one.record().subjectKey())
                .containsOnly(group.newSubjects().get(stranger));
        assertThat(group.records()).extracting(group::begins).containsExactly(false, true);
    }

    @Test
    void shouldBeginOnlyConsentsThatDoNotStand() {
        UUID subject = UUID.randomUUID();
        Standing standing = new Standing(4, "b".repeat(64), NOW.minusSeconds(1));
        ConsentGroup group = new ConsentGroup(NOW);
        group.add(asked(subject, Choice.GRANTED, 3), new Situation(false, subject, TERMS, standing, null));

        assertThat(group.newSubjects()).isEmpty();
        assertThat(group.records()).extracting(group::begins).containsExactly(false);
        assertThat(group.records()).extracting(group::stands).containsExactly(true);
    }

    @Test
    void shouldRecordNothingAboutTheErased() {
        UUID subject = UUID.randomUUID();
        ConsentGroup group = new ConsentGroup(NOW);
        group.add(asked(subject, Choice.GRANTED, 3), new Situation(true, null, TERMS, Standing.NONE, null));

        assertThat(group.records()).isEmpty();
        assertThat(group.newSubjects()).isEmpty();
    }

    @Test
    void shouldCountTwoYearsInTallinn() {
        ConsentRecord record = ConsentRules.next(
                asked(UUID.randomUUID(), Choice.GRANTED, 3),
                TERMS,
                UUID.randomUUID(),
                Standing.NONE,
                Instant.parse("2026-06-30T21:30:00Z"));

        // 1 July 2026, 00:30 in Tallinn
        assertThat(record.expiresAt()).isEqualTo(Instant.parse("2028-06-30T21:30:00Z"));
    }

    @Test
    void shouldTakeWithdrawalWithAnyNoticeAndRefuseStaleGrant() {
        assertThat(next(Choice.WITHDRAWN, 1).state()).isEqualTo(ConsentState.WITHDRAWN);
        assertThatThrownBy(() -> next(Choice.GRANTED, 1))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.extensions())
                        .containsEntry("currentVersion", 3));
    }

    @Test
    void shouldChangeHashWithEveryField() {
        ConsentRecord record = next(Choice.GRANTED, 3);
        ConsentRecord other = new ConsentRecord(
                record.recordId(),
                record.subjectKey(),
                record.purpose(),
                record.revision(),
                ConsentState.REFUSED,
                record.noticeVersion(),
                record.noticeHash(),
                record.language(),
                record.channel(),
                record.actor(),
                record.decidedAt(),
                record.expiresAt(),
                record.previousHash());

        assertThat(record.hash()).hasSize(64).isNotEqualTo(other.hash());
    }

    /** What is on record must verify for as long as it is kept, so that a record's hash may never come out otherwise. */
    @Test
    void shouldHashAsEver() {
        ConsentRecord record = new ConsentRecord(
                UUID.fromString("01932a5e-0000-7000-8000-000000000001"),
                UUID.fromString("01932a5e-0000-7000-8000-000000000002"),
                "marketing-email",
                7,
                ConsentState.GRANTED,
                3,
                "a".repeat(64),
                "et",
                "website",
                "k\u00f6ster",
                NOW,
                Instant.parse("2028-11-24T10:00:00.123456Z"),
                "0".repeat(64));

        assertThat(record.hash()).isEqualTo("dcd67f6a5ca4de4f02f03094fefcae1a3f99de865bd4d052ae13799d00f4f05e");
    }

    private static ConsentRecord next(Choice choice, int notice) {
        return ConsentRules.next(
                asked(UUID.randomUUID(), choice, notice), TERMS, UUID.randomUUID(), Standing.NONE, NOW);
    }

    private static Asked asked(UUID subject, Choice choice, int notice) {
        return new Asked(
                subject,
                "marketing-email",
                new ConsentRequest(choice, notice, "en", "control-panel"),
                "tests",
                Precondition.NONE,
                Asked.CONSENT,
                null);
    }
}
