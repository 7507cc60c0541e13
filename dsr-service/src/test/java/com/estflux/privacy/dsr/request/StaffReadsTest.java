package com.estflux.privacy.dsr.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class StaffReadsTest {

    @Inject
    Pseudonyms pseudonyms;

    @BeforeEach
    void storesAreKnown() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        World.announceStores();
    }

    /** Every operation the service describes that reads something of one person; one that is added is tried here, too. */
    @Test
    void shouldPutEveryReadOfAPersonByStaffOnRecord() throws SQLException {
        // given a request that has everything but a plan
        Customer customer = Identities.newCustomer();
        UUID requestId = restricted(customer);
        Set<String> found = new TreeSet<>();

        // when, then
        for (String path : personalPaths()) {
            String url = path.replace("{requestId}", requestId.toString())
                    .replace("{subjectId}", customer.subjectId().toString());
            long before = entries(customer);
            int status = given().auth().oauth2(Api.officer()).get(url).statusCode();
            if (status == 200) {
                found.add(path);
                assertThat(entries(customer)).as(path).isEqualTo(before + 1);
                given().auth().oauth2(customer.token()).get(url).then().statusCode(200);
            } else {
                assertThat(path).endsWith("/plan");
            }
        }
        assertThat(found)
                .contains(
                        "/v1/requests/{requestId}",
                        "/v1/requests/{requestId}/certificate",
                        "/v1/requests/{requestId}/stores",
                        "/v1/requests/{requestId}/timeline",
                        "/v1/subjects/{subjectId}/data-uses");
    }

    @Test
    void shouldPutEveryoneInAListOnRecordAndShowThem() throws SQLException {
        Customer customer = Identities.newCustomer();
        Api.open(customer, "access");
        long before = entries(customer);
        Api.get(Identities.token("support-agent"), "?limit=200").statusCode(200);
        assertThat(entries(customer)).isEqualTo(before + 1);
        given().auth()
                .oauth2(customer.token())
                .get("/v1/subjects/" + customer.subjectId() + "/data-uses")
                .then()
                .statusCode(200)
                .body("items[0].action", is("request.list"))
                .body("items.receiver", hasItem("EstFlux staff"));
    }

    private static List<String> personalPaths() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").then().extract().path("paths");
        return paths.entrySet().stream()
                .filter(path -> path.getValue().containsKey("get"))
                .map(Map.Entry::getKey)
                .filter(path -> path.contains("{requestId}") || path.contains("{subjectId}"))
                .toList();
    }

    private static UUID restricted(Customer customer) {
        UUID requestId = Api.open(customer, "restriction");
        SubjectRestrict restrict = World.command(requestId, SubjectRestrict.class);
        for (String store : restrict.stores()) {
            World.complete(restrict, store, World.outcome(store, Outcome.RESTRICTED, null, store));
        }
        Awaitility.await().until(() -> Api.get(customer.token(), "/" + requestId)
                .extract()
                .path("status")
                .equals("completed"));
        return requestId;
    }

    /** Entries by staff, so that what the suite itself does meanwhile does not count. */
    private long entries(Customer customer) throws SQLException {
        try (var database = Infrastructure.get().postgres().connect("dsr");
                var sql = database.prepareStatement(
                        "SELECT count(*) FROM audit_entry WHERE subject_ref = ? AND actor LIKE 'staff:%'")) {
            sql.setString(1, pseudonyms.of(customer.subjectId()));
            try (var result = sql.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
