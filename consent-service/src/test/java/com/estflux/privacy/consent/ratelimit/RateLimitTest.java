package com.estflux.privacy.consent.ratelimit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.PermitAll;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void shouldLimitEachClientByItself() {
        RateLimit limit = new RateLimit(60);
        for (int i = 0; i < 60; i++) {
            assertThat(limit.allows("one", 0)).isTrue();
        }
        assertThat(limit.allows("one", 0)).isFalse();
        assertThat(limit.allows("other", 0)).isTrue();
        assertThat(limit.allows("one", 1_000_000_000L)).isTrue();
        assertThat(limit.allows("one", 1_000_000_000L)).isFalse();
    }

    @Test
    void shouldForgetClientsRatherThanGrow() {
        RateLimit limit = new RateLimit(1);
        assertThat(limit.allows("first", 0)).isTrue();
        assertThat(limit.allows("first", 0)).isFalse();
        for (int i = 0; i < 50_000; i++) {
            limit.allows("client " + i, 0);
        }
        assertThat(limit.allows("first", 0)).isTrue();
    }

    @Test
    void shouldLimitWhateverAnybodyMayCall() {
        methods()
                .that()
                .areAnnotatedWith(PermitAll.class)
                .should(beLimited())
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("com.estflux.privacy.consent"));
    }

    private static ArchCondition<JavaMethod> beLimited() {
        return new ArchCondition<>("be rate-limited") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean limited = method.isAnnotatedWith(RateLimited.class)
                        || method.getOwner().isAnnotatedWith(RateLimited.class);
                events.add(new SimpleConditionEvent(method, limited, method.getFullName() + " limited: " + limited));
            }
        };
    }
}
