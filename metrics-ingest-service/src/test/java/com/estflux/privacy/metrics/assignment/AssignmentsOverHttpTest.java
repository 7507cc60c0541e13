package com.estflux.privacy.metrics.assignment;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newCase;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static com.estflux.privacy.metrics.fixture.Suite.receipt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.CountedFrom;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.metrics.fixture.Law;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class AssignmentsOverHttpTest {

    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

    @Inject
    AssignmentExpiry expiry;

    @ParameterizedTest
    @CsvSource({
        // held, sought, overlap
        "198.18.1.7, 198.18.1.7, true",
        "198.18.2.0/24, 198.18.2.255, true",
        "198.18.3.128, 198.18.3.0/24, true",
        "198.18.4.0/25, 198.18.4.128/25, false",
        "2001:db8:a::/64, 2001:db8:a::ffff, true",
        "2001:db8:b::1, 2001:0db8:000b:0:0:0:0:1, true",
        "2001:db8:c::/64, 2001:db8:c:1::/64, false"
    })
    void shouldRefuseWhatOverlapsAndNameTheConflict(String held, String sought, boolean overlap) {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        put(first, UUID.randomUUID(), UUID.randomUUID(), held, START, null, 201);

        UUID subject = UUID.randomUUID();
        UUID vpsId = UUID.randomUUID();
        ValidatableResponse answer =
                put(second, subject, vpsId, sought, START.plusSeconds(60), null, overlap ? 409 : 201);
        if (overlap) {
            answer.body("type", equalTo("https://estflux.com/problems/assignment-conflict"))
                    .body("conflictsWith", equalTo(first.toString()))
                    .body("kind", equalTo("ADDRESS_HELD"));
            assertThat(count("SELECT count(*) FROM assignment_conflict WHERE assignment_id = '" + second + "'"))
                    .isEqualTo(1);
        }
        // Before the first began it was free.
        put(UUID.randomUUID(), subject, vpsId, sought, START.minusSeconds(60), START, 201);
    }

    @Test
    void shouldTakeAnAssignmentItsEndAndTheSameAgain() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        UUID vpsId = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Instant end = START.plus(Duration.ofDays(3));
        put(id, subject, vpsId, "198.18.9.1", START, null, 201);
        put(id, subject, vpsId, "198.18.9.1", START, null, 200);
        put(id, subject, vpsId, "198.18.9.2", START, null, 409).body("kind", equalTo("ID_REUSED"));
        put(id, subject, vpsId, "198.18.9.1", START, START.minusSeconds(1), 400);
        put(UUID.randomUUID(), UUID.randomUUID(), vpsId, "198.18.9.3", START, null, 409)
                .body("kind", equalTo("VPS_OF_ANOTHER"))
                .body("conflictsWith", equalTo(vpsId.toString()));
        put(id, subject, vpsId, "198.18.9.1", START, end, 201);
        put(id, subject, vpsId, "198.18.9.1", START, end, 200);
        UUID next = UUID.randomUUID();
        put(next, subject, vpsId, "198.18.9.1", end, null, 201);

        heldAt("198.18.9.1", end.minusSeconds(1)).body("items.assignmentId", contains(id.toString()));
        heldAt("198.18.9.0/24", end).body("items.assignmentId", contains(next.toString()));
        String cursor = given().auth()
                .oauth2(customer.token())
                .queryParam("limit", 1)
                .get("/v1/subjects/{subjectId}/ip-assignments", subject)
                .then()
                .statusCode(200)
                .body("items.assignmentId", contains(next.toString()))
                .extract()
                .path("next");
        given().auth()
                .oauth2(customer.token())
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/v1/subjects/{subjectId}/ip-assignments", subject)
                .then()
                .statusCode(200)
                .body("items.assignmentId", contains(id.toString()))
                .body("next", equalTo(null));
        given().auth()
                .oauth2(Identities.newCustomer().token())
                .get("/v1/subjects/{subjectId}/ip-assignments", subject)
                .then()
                .statusCode(404);
    }

    @Test
    void shouldForgetAddressesAYearAfterTheyWereGivenBack() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = UUID.randomUUID();
        Instant now = Instant.now();
        UUID old = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        UUID lasting = UUID.randomUUID();
        Instant longAgo = now.minus(Duration.ofDays(800));
        put(old, subject, vpsId, "198.18.10.1", longAgo, now.minus(Duration.ofDays(367)), 201);
        put(recent, subject, vpsId, "198.18.10.2", longAgo, now.minus(Duration.ofDays(364)), 201);
        put(lasting, subject, vpsId, "198.18.10.3", longAgo, null, 201);
        String all = "SELECT count(*) FROM ip_assignment WHERE subject_id = '" + subject + "'";

        Law.rule(DataCategory.IP_ASSIGNMENT, null, CountedFrom.START);
        expiry.expire().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all)).as("a rule without an end").isEqualTo(3);

        Law.rule(DataCategory.IP_ASSIGNMENT, "P1Y", CountedFrom.START);
        for (UUID hold : List.of(
                Law.hold(subject, null),
                Law.hold(null, DataCategory.IP_ASSIGNMENT),
                Law.hold(null, DataCategory.IP_ASSIGNMENT, old.toString()))) {
            expiry.expire().await().atMost(Duration.ofSeconds(20));
            assertThat(count(all)).as("a hold").isEqualTo(3);
            Law.release(hold);
        }
        Suite.execute("UPDATE known_position SET next_offset = next_offset - 1 WHERE topic = 'retention.holds.v1'"
                + " AND next_offset > 0");
        expiry.expire().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all)).as("holds that were not read yet").isEqualTo(3);
        Suite.execute("UPDATE known_position SET next_offset = next_offset + 1 WHERE topic = 'retention.holds.v1'");

        assertThat(expiry.expire().await().atMost(Duration.ofSeconds(20))).isPositive();

        assertThat(count("SELECT count(*) FROM ip_assignment WHERE assignment_id = '" + old + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM ip_assignment WHERE subject_id = '" + subject + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldFollowANewRuleWithoutARestart() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = UUID.randomUUID();
        Instant now = Instant.now();
        put(
                UUID.randomUUID(),
                subject,
                vpsId,
                "198.18.12.1",
                now.minus(Duration.ofDays(800)),
                now.minus(Duration.ofDays(200)),
                201);
        String all = "SELECT count(*) FROM ip_assignment WHERE subject_id = '" + subject + "'";

        Law.rule(DataCategory.IP_ASSIGNMENT, "P1Y", CountedFrom.START);
        expiry.expire().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all)).isEqualTo(1);
        Law.rule(DataCategory.IP_ASSIGNMENT, "P6M", CountedFrom.START);
        expiry.expire().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all)).isZero();
        Law.rule(DataCategory.IP_ASSIGNMENT, "P1Y", CountedFrom.START);
    }

    @Test
    void shouldExportEverythingAndNothingOnceErased() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        UUID vpsId = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        put(id, subject, vpsId, "198.18.11.1", START, null, 201);
        Samples.deliver(java.util.stream.IntStream.range(0, 5_003)
                .mapToObj(i -> Samples.sample(vpsId, START.plusSeconds(300L * i), i))
                .toList());

        List<String> lines = export(customer, "").lines().toList();
        assertThat(lines).hasSize(1 + 1 + 5_003);
        assertThat(lines).anyMatch(line -> line.contains("\"kind\" : \"vps\"") && line.contains(vpsId.toString()));
        assertThat(lines)
                .anyMatch(line -> line.contains("\"kind\" : \"ip-assignment\"") && line.contains("198.18.11.1"));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("{\"kind\" : \"usage-sample\", \"vpsId\" : \"" + vpsId
                        + "\", \"sampledAt\" : \"2026-05-18T18:50:00.000000Z\", \"intervalSeconds\" : 300,"
                        + " \"cpuMicroseconds\" : 5003, \"memoryUsedBytes\" : 5004, \"diskReadBytes\" : 5005,"
                        + " \"diskWrittenBytes\" : 5006, \"diskReadOperations\" : 5007, \"diskWriteOperations\" : 5008,"
                        + " \"receivedBytes\" : 5009, \"transmittedBytes\" : 5010}");
        List<String> csv = export(customer, "/csv").lines().toList();
        assertThat(csv).hasSize(1 + 5_003);
        assertThat(csv.get(1)).isEqualTo(vpsId + ",2026-05-01T10:00:00.000000Z,300,1,2,3,4,5,6,7,8");
        assertThat(export(customer, "/csv?of=ip-assignments"))
                .isEqualTo("assignmentId,vpsId,ipAddress,assignedAt,releasedAt\n" + id + "," + vpsId
                        + ",198.18.11.1,2026-05-01T10:00:00.000000Z,\n");
        given().auth()
                .oauth2(Identities.newCustomer().token())
                .get("/v1/subjects/{subjectId}/export", subject)
                .then()
                .statusCode(404);

        UUID command = UUID.randomUUID();
        publish(new SubjectErase(command, UUID.randomUUID(), subject, List.of(), List.of("metrics"), START));
        receipt(command);

        assertThat(export(customer, "")).isEmpty();
        put(id, subject, vpsId, "198.18.11.1", START, null, 409)
                .body("type", equalTo("https://estflux.com/problems/subject-erased"));
        heldAt("198.18.11.1", START).body("items", hasSize(0));
    }

    private static String export(Customer customer, String what) {
        return given().auth()
                .oauth2(customer.token())
                .get("/v1/subjects/" + customer.subjectId() + "/export" + what)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static ValidatableResponse heldAt(String address, Instant at) {
        return given().auth()
                .oauth2(Identities.token(Roles.PRIVACY_OFFICER))
                .queryParam("ip", address)
                .queryParam("at", at.toString())
                .queryParam("caseReference", newCase())
                .get("/v1/ip-assignments")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse put(
            UUID id, UUID subject, UUID vpsId, String address, Instant from, Instant to, int status) {
        String end = to == null ? "" : ",\"releasedAt\":\"" + to + "\"";
        return given().auth()
                .oauth2(Identities.token(Roles.ACCOUNT_SYSTEM))
                .contentType("application/json")
                .body("""
                        {"subjectId":"%s","vpsId":"%s","ipAddress":"%s","assignedAt":"%s"%s}""".formatted(subject, vpsId, address, from, end))
                .put("/v1/ip-assignments/{id}", id)
                .then()
                .statusCode(status);
    }
}
