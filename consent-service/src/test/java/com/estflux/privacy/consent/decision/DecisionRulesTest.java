package com.estflux.privacy.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.decision.Facts.ConsentFacts;
import com.estflux.privacy.consent.decision.Facts.ObjectionFacts;
import com.estflux.privacy.consent.decision.Facts.PurposeFacts;
import com.estflux.privacy.consent.decision.Facts.SubjectFacts;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final UUID RECORD = UUID.randomUUID();
    private static final PurposeFacts MARKETING = new PurposeFacts("consent", "withdrawal", true, 2);

    @ParameterizedTest
    @CsvSource({
        "contract,             contract-ends,    true,  open,   '',         true,  contract",
        "contract,             contract-ends,    true,  closed, '',         false, account-closed",
        "contract,             contract-ends,    true,  '',     '',         false, no-account",
        "contract,             obligation-ends,  false, closed, '',         true,  legal-obligation",
        "contract,             obligation-ends,  false, '',     '',         false, no-account",
        "legal-obligation,     obligation-ends,  false, '',     '',         true,  legal-obligation",
        "legitimate-interests, objection,        false, open,   '',         true,  legitimate-interest",
        "legitimate-interests, objection,        false, open,   raised,     false, objection",
        "legitimate-interests, upheld-objection, false, open,   raised,     true,  objection-pending",
        "legitimate-interests, upheld-objection, false, open,   upheld,     false, objection",
        "legitimate-interests, upheld-objection, false, open,   overridden, true,  objection-overridden",
        "legitimate-interests, objection,        false, open,   lifted,     true,  legitimate-interest",
    })
    void shouldFollowThePolicy(
            String basis,
            String stops,
            boolean needsAccount,
            String account,
            String objection,
            boolean allowed,
            String reason) {
        Verdict verdict = DecisionRules.decide(
                new Facts(
                        new PurposeFacts(basis, stops, needsAccount, 1),
                        new SubjectFacts(account.isEmpty() ? null : account, false),
                        false,
                        null,
                        objection.isEmpty() ? null : new ObjectionFacts(objection, RECORD),
                        null),
                NOW);

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.reason().code()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "granted,   2, '',                   true,  consent",
        "granted,   3, 2026-11-24T10:00:01Z, true,  consent",
        "granted,   2, 2026-11-24T10:00:00Z, false, expired",
        "granted,   1, '',                   false, notice-changed",
        "refused,   2, '',                   false, refused",
        "withdrawn, 2, '',                   false, withdrawn",
        "expired,   2, '',                   false, expired",
    })
    void shouldFollowConsent(String state, int noticeVersion, String expiresAt, boolean allowed, String reason) {
        Verdict verdict = DecisionRules.decide(
                new Facts(
                        MARKETING,
                        new SubjectFacts("open", false),
                        false,
                        new ConsentFacts(
                                state, RECORD, noticeVersion, expiresAt.isEmpty() ? null : Instant.parse(expiresAt)),
                        null,
                        null),
                NOW);

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.reason().code()).isEqualTo(reason);
        assertThat(verdict.evidenceId()).isEqualTo(RECORD);
    }

    /** The reference model lists, flatly, every way to a yes; all else is no. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261124})
    void shouldAgreeWithReferenceModel(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            Facts facts = randomFacts(random);
            assertThat(DecisionRules.decide(facts, NOW).allowed())
                    .as("%s", facts)
                    .isEqualTo(reference(facts));
        }
    }

    @Test
    void shouldNeverAllowWhatIsRestricted() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Facts facts = randomFacts(random);
            SubjectFacts subject = facts.subject();
            if (subject != null && subject.restricted()) {
                assertThat(DecisionRules.decide(facts, NOW).allowed()).isFalse();
            }
        }
    }

    private static boolean reference(Facts facts) {
        PurposeFacts purpose = facts.purpose();
        SubjectFacts subject = facts.subject();
        if (purpose == null || subject == null || subject.restricted()) {
            return false;
        }
        boolean open = Objects.equals(subject.accountState(), "open");
        boolean closed = Objects.equals(subject.accountState(), "closed");
        ConsentFacts consent = facts.consent();
        boolean granted = consent != null && consent.state().equals("granted");
        boolean fresh = consent != null
                && (consent.expiresAt() == null || consent.expiresAt().isAfter(NOW))
                && consent.noticeVersion() >= purpose.materialSinceVersion();
        String objection = facts.objection() == null ? "" : facts.objection().state();
        boolean stopped = objection.equals("upheld")
                || (objection.equals("raised") && !purpose.stopsWhen().equals("upheld-objection"));
        return switch (purpose.legalBasis()) {
            case "contract" -> open || (closed && !purpose.needsAccount());
            case "legal-obligation" -> open || !purpose.needsAccount();
            case "legitimate-interests" -> (open || !purpose.needsAccount()) && !stopped;
            case "consent" -> granted && fresh && !(closed && purpose.needsAccount());
            case "anonymised-statistics" -> (open || !purpose.needsAccount()) && (consent == null || granted);
            default -> false;
        };
    }

    private static Facts randomFacts(Random random) {
        PurposeFacts purpose = random.nextInt(20) == 0
                ? null
                : new PurposeFacts(
                        pick(
                                random,
                                "contract",
                                "legal-obligation",
                                "legitimate-interests",
                                "consent",
                                "anonymised-statistics"),
                        pick(random, "objection", "upheld-objection", "withdrawal"),
                        random.nextBoolean(),
                        1 + random.nextInt(3));
        SubjectFacts subject = random.nextInt(20) == 0
                ? null
                : new SubjectFacts(either(random, pick(random, "open", "closed")), random.nextInt(5) == 0);
        ConsentFacts consent = new ConsentFacts(
                pick(random, "granted", "refused", "withdrawn", "expired"),
                RECORD,
                1 + random.nextInt(3),
                either(random, NOW.plusSeconds(random.nextInt(3) - 1)));
        ObjectionFacts objection = new ObjectionFacts(pick(random, "raised", "upheld", "overridden", "lifted"), RECORD);
        return new Facts(
                purpose, subject, random.nextBoolean(), either(random, consent), either(random, objection), null);
    }

    private static <T> @Nullable T either(Random random, T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private static String pick(Random random, String... values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
