package com.estflux.privacy.consent.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'',      0, 0, ''",
        "'',      0, 1, REFUSED",
        "GRANTED, 1, 0, GRANTED",
        "GRANTED, 2, 1, GRANTED",
        "GRANTED, 1, 2, REFUSED",
        "REFUSED, 2, 1, REFUSED",
    })
    void shouldCountSignalUnlessChosenLater(String choice, int chosen, int signalled, String expected) {
        assertThat(VisitorRules.effective(preference(choice, chosen, signalled)))
                .isEqualTo(expected.isEmpty() ? Optional.empty() : Optional.of(VisitorChoice.valueOf(expected)));
    }

    @Test
    void shouldKeepNoFullAddress() {
        assertThat(Network.of("192.0.2.77")).isEqualTo("192.0.2.0/24");
        assertThat(Network.of("2001:db8:aa:bb::1")).isEqualTo("2001:db8:aa::/48");
        assertThat(Network.of("example.test")).isNull();
        assertThat(Network.of(null)).isNull();
    }

    private static Preference preference(String choice, int chosen, int signalled) {
        return new Preference(
                choice.isEmpty() ? null : VisitorChoice.valueOf(choice),
                chosen == 0 ? null : NOW.plusSeconds(chosen),
                signalled == 0 ? null : NOW.plusSeconds(signalled));
    }
}
