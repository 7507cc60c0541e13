package com.estflux.privacy.retention.hold;

import static com.estflux.privacy.retention.fixture.World.announce;
import static com.estflux.privacy.retention.fixture.World.say;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.HoldState;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.retention.fixture.Impatience;
import com.estflux.privacy.retention.fixture.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Impatience.class)
class HoldCoverageTest {

    private static final DataCategory CATEGORY = new DataCategory("held-notes");

    private final String officer = Identities.token(Roles.PRIVACY_OFFICER);

    @Test
    void shouldBeInForceOnlyOnceEveryStoreConcernedHasSaidSo() {
        announce("notes", CATEGORY);
        announce("archive", CATEGORY);
        announce("elsewhere", new DataCategory("other-notes"));
        UUID subject = UUID.randomUUID();
        UUID hold = UUID.fromString(given().auth()
                .oauth2(officer)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "subjectId",
                        subject,
                        "category",
                        CATEGORY.key(),
                        "reason",
                        "court",
                        "legalBasis",
                        "GDPR Art. 17(3)(e)",
                        "reviewOn",
                        "2099-01-31"))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .body("state", equalTo("placed"))
                .extract()
                .<String>path("holdId"));
        await().untilAsserted(() -> assertThat(published(hold)).singleElement().satisfies(event -> {
            assertThat(event.subjectId()).isEqualTo(subject);
            assertThat(event.category()).isEqualTo(CATEGORY);
            assertThat(event.version()).isEqualTo(1);
        }));

        say("notes", new HoldConfirmed(hold, "notes", 1, World.now()));
        say("stranger", new HoldConfirmed(hold, "archive", 1, World.now()));
        await().untilAsserted(() -> assertThat(confirmed(hold)).containsExactly("notes"));
        assertThat(state(hold)).isEqualTo("placed");
        say("archive", new HoldConfirmed(hold, "archive", 1, World.now()));
        await().until(() -> state(hold).equals("in-force"));

        given().auth()
                .oauth2(Identities.staffToken("officer-two", Roles.PRIVACY_OFFICER))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "over"))
                .post("/v1/holds/" + hold + "/release")
                .then()
                .statusCode(200)
                .body("state", equalTo("released"));
        await().untilAsserted(() -> assertThat(published(hold))
                .filteredOn(event -> event.state() == HoldState.RELEASED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.version()).isEqualTo(2);
                    assertThat(event.subjectId()).isNull();
                    assertThat(event.recordIds()).isEmpty();
                }));
        assertThat(confirmed(hold)).isEmpty();
    }

    @Test
    void shouldConfirmToItselfWhatItHolds() {
        World.announce("retention", DataCategory.BILLING_RECORD);
        String hold = given().auth()
                .oauth2(officer)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "subjectId",
                        UUID.randomUUID(),
                        "reason",
                        "court",
                        "legalBasis",
                        "GDPR Art. 17(3)(e)",
                        "reviewOn",
                        "2099-01-31"))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("holdId");

        await().untilAsserted(() -> assertThat(confirmed(UUID.fromString(hold))).contains("retention"));
    }

    private static List<HoldChanged> published(UUID hold) {
        return World.said(Topic.RETENTION_HOLDS, HoldChanged.class).stream()
                .filter(event -> event.holdId().equals(hold))
                .toList();
    }

    private String state(UUID hold) {
        return given().auth().oauth2(officer).get("/v1/holds/" + hold).path("state");
    }

    private List<String> confirmed(UUID hold) {
        return given().auth().oauth2(officer).get("/v1/holds/" + hold).path("stores.findAll { it.confirmed }.storeId");
    }
}
