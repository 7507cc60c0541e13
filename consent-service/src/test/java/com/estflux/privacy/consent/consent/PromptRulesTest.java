package com.estflux.privacy.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "granted,   2, '',                   ",
        "granted,   3, 2026-11-24T10:00:01Z, ",
        "granted,   2, 2026-11-24T10:00:00Z, EXPIRED",
        "granted,   1, '',                   NOTICE_CHANGED",
        "granted,   1, 2026-11-24T09:00:00Z, NOTICE_CHANGED",
        "refused,   2, '',                   ",
        "refused,   1, '',                   NOTICE_CHANGED",
        "withdrawn, 2, '',                   ",
        "withdrawn, 1, '',                   ",
        "expired,   2, '',                   EXPIRED",
    })
    void shouldAskOnlyWithReason(String state, int version, String expiresAt, Prompt.Occasion expected) {
        Consent consent = new Consent(
                "survey",
                ConsentState.valueOf(state.toUpperCase(Locale.ROOT)),
                UUID.randomUUID(),
                1,
                version,
                "",
                "en",
                "website",
                NOW,
                expiresAt.isEmpty() ? null : Instant.parse(expiresAt),
                "",
                false);

        assertThat(PromptRules.occasion(consent, 2, NOW).orElse(null)).isEqualTo(expected);
    }

    @Test
    void shouldAskWhoWasNeverAsked() {
        assertThat(PromptRules.occasion(null, 1, NOW)).contains(Prompt.Occasion.NEVER_ASKED);
    }
}
