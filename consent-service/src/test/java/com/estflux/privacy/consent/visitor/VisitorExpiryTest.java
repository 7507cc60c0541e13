package com.estflux.privacy.consent.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.retention.CountedFrom;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.HoldState;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.contracts.retention.RuleVersion;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class VisitorExpiryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final KafkaProbe kafka = new KafkaProbe(Infrastructure.get().kafka());
    private final EventCodec codec = new EventCodec();

    @Inject
    VisitorExpiry expiry;

    @Test
    void shouldForgetVisitorsByTheRuleUnlessAHoldKeepsThem() {
        UUID old = visitor("14 months", null);
        UUID held = visitor("14 months", null);
        UUID recent = visitor("12 months", null);
        UUID customers = visitor("14 months", UUID.randomUUID());
        expire();
        assertThat(isKnown(old)).as("no rule yet").isTrue();

        UUID hold = UUID.randomUUID();
        say(new HoldChanged(
                hold,
                1,
                HoldState.PLACED,
                null,
                DataCategory.WEB_ANALYTICS,
                List.of(held.toString()),
                "GDPR Art. 17(3)(e)",
                Instant.now()));
        await().atMost(PATIENCE)
                .until(() -> Database.number("SELECT count(*) FROM known_hold WHERE hold_id = ?", hold) == 1);
        var version = new RuleVersion(2, LocalDate.of(2026, 1, 1), "P13M", CountedFrom.START);
        say(new RulePublished(DataCategory.WEB_ANALYTICS, 2, List.of(version), "12-31", List.of(), Instant.now()));
        await().atMost(PATIENCE)
                .until(() -> Database.number("SELECT count(*) FROM known_rule WHERE category = 'web-analytics'") == 1);

        expire();

        assertThat(isKnown(old)).isFalse();
        assertThat(List.of(held, recent, customers)).allMatch(VisitorExpiryTest::isKnown);
    }

    private void expire() {
        expiry.expire().await().atMost(PATIENCE);
    }

    private static UUID visitor(String age, @Nullable UUID subject) {
        UUID visitor = UUID.randomUUID();
        Database.execute("INSERT INTO visitor (visitor_id, choice, chosen_at, seen_at, subject_id) VALUES ('" + visitor
                + "', 'refused', clock_timestamp() - interval '20 months', clock_timestamp() - interval '" + age + "', "
                + (subject == null ? "NULL" : "'" + subject + "'") + ")");
        return visitor;
    }

    private static boolean isKnown(UUID visitor) {
        return Database.number("SELECT count(*) FROM visitor WHERE visitor_id = ?", visitor) == 1;
    }

    private void say(EventData data) {
        kafka.send(codec.encode(EventMessage.create("/estflux/retention", Clock.systemUTC(), data)));
    }
}
