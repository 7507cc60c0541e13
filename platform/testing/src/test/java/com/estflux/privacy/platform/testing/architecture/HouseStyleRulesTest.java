package com.estflux.privacy.platform.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseStyleRulesTest {

    private static final JavaClasses BAD =
            HouseStyleRules.importer().importPackages(HouseStyleRulesTest.class.getPackageName() + ".bad");

    static Stream<Arguments> rulesAndOffenders() {
        return Stream.of(
                Arguments.of(HouseStyleRules.FEATURES_KEEP_THEIR_REPOSITORIES, "ReachingService"),
                Arguments.of(HouseStyleRules.RESOURCES_TOUCH_NO_STORAGE, "StoringResource"),
                Arguments.of(HouseStyleRules.ENDPOINTS_DECLARE_AUTHORIZATION, "OpenResource"),
                Arguments.of(HouseStyleRules.NOTHING_AWAITS, "AwaitingService"),
                Arguments.of(HouseStyleRules.TIME_COMES_FROM_A_CLOCK, "HastyService"),
                Arguments.of(HouseStyleRules.NO_OLD_DATES, "OldService"),
                Arguments.of(HouseStyleRules.IDS_ARE_CANONICAL, "GuessingService"),
                Arguments.of(HouseStyleRules.NAMES_SAY_SOMETHING, "OrderManager"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("rulesAndOffenders")
    void shouldCatchWhoBreaksIt(ArchRule rule, String offender) {
        assertThatThrownBy(() -> rule.check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(offender);
    }

    @Test
    void shouldCatchOtherDatabases() {
        JavaClasses itself = HouseStyleRules.importer().importPackages("org.h2.fixture");
        assertThat(HouseStyleRules.NO_OTHER_DATABASE.getDescription()).contains("PostgreSQL");
        assertThat(HouseStyleRules.NO_OTHER_DATABASE.evaluate(itself).hasViolation())
                .isTrue();
    }

    @Test
    void shouldRefuseToCheckNothing() {
        assertThatThrownBy(() -> HouseStyleRules.check("com.estflux.nothing")).isInstanceOf(AssertionError.class);
    }
}
