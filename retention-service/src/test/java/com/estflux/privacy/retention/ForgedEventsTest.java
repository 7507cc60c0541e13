package com.estflux.privacy.retention;

import static com.estflux.privacy.retention.fixture.World.now;
import static com.estflux.privacy.retention.fixture.World.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.contracts.rights.StoreAdmitted;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.testing.quarkus.TestKeys;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who can write to Kafka is not therefore believed. */
@QuarkusTest
@TestProfile(Impatience.class)
class ForgedEventsTest {

    private final UUID subject = UUID.randomUUID();

    @Test
    void shouldPlanForNobodyButDsr() {
        var asked = new PlanRequested(UUID.randomUUID(), UUID.randomUUID(), subject, now());

        World.sayUnsigned("dsr", asked);
        World.saySignedBy("billing", "dsr", asked);
        World.say("attacker", asked);

        await().until(() -> World.refusals("plan.requested", "unsigned") >= 1
                && World.refusals("plan.requested", "wrong-signature") >= 1
                && World.refusals("plan.requested", "wrong-sender") >= 1);
        assertThat(World.said(Topic.PRIVACY_PLANS, PlanProposed.class))
                .noneMatch(plan -> plan.planId().equals(asked.planId()));
        World.say("dsr", asked);
        World.revision(asked.planId(), 1);
    }

    @Test
    void shouldEraseForNobodyButDsr() {
        var erase = new SubjectErase(UUID.randomUUID(), null, subject, List.of(), List.of("retention"), now());

        World.saySignedBy("retention", "retention", erase);
        World.saySignedBy("retention", "dsr", erase);

        await().until(() -> World.refusals("subject.erase", "wrong-sender") >= 1
                && World.refusals("subject.erase", "wrong-signature") >= 1);
        assertThat(number("SELECT count(*) FROM erasure WHERE command_id = ?", erase.commandId()))
                .isZero();
    }

    @Test
    void shouldKnowNoStoreBeforeDsrAdmitsIt() {
        String store = "store-" + subject.toString().substring(0, 8);
        World.say(
                store,
                new StoreAnnounced(
                        store,
                        store,
                        "tests",
                        "privacy@example.com",
                        List.of(DataCategory.SUPPORT_CORRESPONDENCE),
                        List.of(),
                        Duration.ofSeconds(1),
                        now(),
                        List.of(TestKeys.of(store).publicKey())));
        World.saySignedBy(store, "dsr", admitted(store, 1, store));
        await().until(() -> World.refusals("store.admitted", "wrong-signature") >= 1);
        assertThat(number("SELECT count(*) FROM known_store WHERE store_id = ?", store))
                .isZero();

        World.say("dsr", admitted(store, 2, "next"));
        World.say("dsr", admitted(store, 1, store));
        World.say("dsr", admitted("last-" + store, 1, store));

        await().until(() -> number("SELECT count(*) FROM known_store WHERE store_id = ?", "last-" + store) == 1);
        assertThat(number(
                        "SELECT count(*) FROM known_store WHERE store_id = ? AND keys = ARRAY[cast(? AS text)]",
                        store,
                        TestKeys.of("next").publicKey()))
                .isEqualTo(1);
    }

    private static StoreAdmitted admitted(String store, int revision, String key) {
        return new StoreAdmitted(
                store,
                revision,
                "0".repeat(64),
                List.of(),
                List.of(),
                List.of(TestKeys.of(key).publicKey()),
                List.of(),
                now());
    }
}
