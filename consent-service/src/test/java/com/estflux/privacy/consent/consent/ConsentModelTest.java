package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.consent.Asked.Occasion;
import com.estflux.privacy.consent.consent.ConsentGroup.Recorded;
import com.estflux.privacy.consent.consent.ConsentGroup.Situation;
import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Decisions, imports and lapses in any order, against the rule said once more: an import takes its place only behind the
 * last decision, never turns a no that was said here into a yes, and a lapse, whenever it is put on record, is no decision.
 */
class ConsentModelTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Terms TERMS = new Terms("consent", "P1M", 1, "a".repeat(64));
    private static final UUID SUBJECT = UUID.randomUUID();

    private Standing standing = Standing.NONE;
    private @Nullable ConsentState state;
    private boolean saidHere;
    private Instant decidedAt = Instant.MIN;
    private @Nullable Instant expiresAt;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261201})
    void shouldAgreeWithReferenceModel(long seed) {
        Random random = new Random(seed);
        Instant now = START;
        for (int i = 0; i < 20_000; i++) {
            now = now.plus(Duration.ofHours(random.nextInt(200)));
            switch (random.nextInt(3)) {
                case 0 -> decide(choice(random), now);
                case 1 ->
                    take(choice(random), now.minus(Duration.ofNanos(random.nextLong(3_000_000_000_000_000L))), now);
                default -> lapse(now);
            }
            if (random.nextInt(500) == 0) {
                standing = Standing.NONE;
                state = null;
                saidHere = false;
                decidedAt = Instant.MIN;
                expiresAt = null;
            }
        }
    }

    private void decide(Choice choice, Instant now) {
        Recorded recorded = record(asked(choice, Occasion.NOW), now);
        assertThat(recorded).isNotNull();
        know(recorded, true);
    }

    private void take(Choice choice, Instant madeAt, Instant now) {
        Instant exact = Instant.ofEpochSecond(madeAt.getEpochSecond(), madeAt.getNano() / 1_000 * 1_000L);
        boolean no = state == ConsentState.REFUSED || state == ConsentState.WITHDRAWN;
        boolean taken = exact.isAfter(decidedAt) && !(choice == Choice.GRANTED && no && saidHere);

        Recorded recorded = record(asked(choice, Occasion.imported(madeAt)), now);

        assertThat(recorded != null).isEqualTo(taken);
        if (recorded != null) {
            know(recorded, false);
            assertThat(record(asked(choice, Occasion.imported(madeAt)), now))
                    .as("sent again")
                    .isNull();
        }
    }

    private void lapse(Instant now) {
        if (state != ConsentState.GRANTED || expiresAt == null || now.isBefore(expiresAt)) {
            return;
        }
        Recorded recorded = record(asked(Choice.WITHDRAWN, Occasion.lapse(expiresAt)), now);
        assertThat(recorded).isNotNull();
        assertThat(recorded.record().decidedAt()).isEqualTo(expiresAt);
        state = ConsentState.EXPIRED;
        expiresAt = null;
    }

    private void know(Recorded recorded, boolean here) {
        state = recorded.record().state();
        saidHere = here;
        decidedAt = recorded.record().decidedAt();
        expiresAt = recorded.record().expiresAt();
    }

    private @Nullable Recorded record(Asked asked, Instant now) {
        ConsentGroup group = new ConsentGroup(now);
        group.add(asked, new Situation(false, SUBJECT, TERMS, standing, null));
        if (group.records().isEmpty()) {
            return null;
        }
        Recorded recorded = group.records().get(0);
        standing = standing.after(recorded.record(), recorded.hash());
        assertThat(standing.state()).isEqualTo(recorded.record().state());
        return recorded;
    }

    private static Choice choice(Random random) {
        return List.of(Choice.GRANTED, Choice.REFUSED, Choice.WITHDRAWN).get(random.nextInt(3));
    }

    private static Asked asked(Choice choice, Occasion occasion) {
        return new Asked(
                SUBJECT,
                "marketing-email",
                new ConsentRequest(choice, 1, "en", "website"),
                occasion.isImport() ? "import:tests" : "tests",
                Precondition.NONE,
                Asked.CONSENT,
                null,
                occasion);
    }
}
