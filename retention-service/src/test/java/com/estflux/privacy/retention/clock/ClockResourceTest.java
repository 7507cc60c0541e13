package com.estflux.privacy.retention.clock;

import static com.estflux.privacy.retention.fixture.World.clocks;
import static com.estflux.privacy.retention.fixture.World.now;
import static com.estflux.privacy.retention.fixture.World.number;
import static com.estflux.privacy.retention.fixture.World.say;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class ClockResourceTest {

    @Test
    void shouldShowCustomersTheirOwnClocksPageByPage() {
        var customer = Identities.newCustomer();
        for (int i = 0; i < 3; i++) {
            say("billing", new InvoiceIssued(UUID.randomUUID(), customer.subjectId(), LocalDate.of(2026, 1, 1)));
        }
        say("support", new TicketOpened(UUID.randomUUID(), customer.subjectId(), now()));
        await().until(() -> clocks(customer.subjectId()) == 4);

        String next = given().auth()
                .oauth2(customer.token())
                .queryParam("limit", 3)
                .get("/v1/clocks")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items.subjectId", everyItem(equalTo(customer.subjectId().toString())))
                .extract()
                .path("next");
        given().auth()
                .oauth2(customer.token())
                .queryParam("limit", 3)
                .queryParam("cursor", next)
                .get("/v1/clocks")
                .then()
                .body("items", hasSize(1))
                .body("next", nullValue());
        given().auth()
                .oauth2(customer.token())
                .queryParam("status", "open")
                .queryParam("category", "support-correspondence")
                .get("/v1/clocks")
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("ticket"));
    }

    @Test
    void shouldNotRevealAnothersClocks() {
        var customer = Identities.newCustomer();
        UUID other = UUID.randomUUID();
        say("support", new TicketOpened(UUID.randomUUID(), other, now()));
        await().until(() -> clocks(other) == 1);

        given().auth()
                .oauth2(customer.token())
                .queryParam("subjectId", other)
                .get("/v1/clocks")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .queryParam("subjectId", other)
                .get("/v1/clocks")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        given().auth()
                .oauth2(Identities.token(Roles.STORE))
                .get("/v1/clocks")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldTakeTheSameEventInOnceHoweverOftenItArrives() {
        UUID subject = UUID.randomUUID();
        var event = EventMessage.create(
                "/estflux/billing",
                Clock.systemUTC(),
                new InvoiceIssued(UUID.randomUUID(), subject, LocalDate.of(2026, 1, 1)));
        for (int i = 0; i < 100; i++) {
            World.say(event);
        }
        say("billing", new InvoiceIssued(UUID.randomUUID(), subject, LocalDate.of(2026, 1, 1)));

        await().until(() -> clocks(subject) == 2);
        assertThat(number(
                        "SELECT count(*) FROM audit_entry a WHERE a.action = 'clock.start' AND a.object_id IN"
                                + " (SELECT clock_id::text FROM clock WHERE subject_id = ?)",
                        subject))
                .isEqualTo(2);
    }
}
