package com.estflux.privacy.platform.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class DataUsesTest {

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void shouldShowAPersonWhoReadTheirDataWhenAndWhy() {
        // given a customer who reads their own data, and two officers who do, one of whom says why
        Customer customer = Identities.newCustomer();
        String probe = "/v1/probe/subjects/" + customer.subjectId();
        get(customer.token(), probe).statusCode(200);
        uses(customer.token(), customer).statusCode(200).body("items", empty());
        get(Identities.staffToken("officer-one", "privacy-officer"), probe).statusCode(200);
        given().auth()
                .oauth2(Identities.staffToken("officer-two", "privacy-officer"))
                .header("Data-Use-Reason", "complaint-handling")
                .get(probe)
                .then()
                .statusCode(200);

        // when, then: newest first, without names
        uses(customer.token(), customer)
                .statusCode(200)
                .body("items.action", contains("subject.read", "subject.read"))
                .body("items.operation", everyItem(is("ProbeResource.subject")))
                .body("items.receiver", everyItem(is("EstFlux staff")))
                .body("items.purpose", contains(is("complaint-handling"), nullValue()))
                .body("items.logtime", everyItem(notNullValue()))
                .body(not(containsString("officer-")));
    }

    @Test
    void shouldPageAndRecordItsOwnReading() {
        Customer customer = Identities.newCustomer();
        String auditor = Identities.staffToken("auditor-one", "auditor");
        uses(auditor, customer).statusCode(200).body("items", empty());
        uses(auditor, customer).statusCode(200).body("items.operation", contains("DataUseResource.list"));
        String next = get(auditor, path(customer) + "?limit=1")
                .statusCode(200)
                .extract()
                .path("next");
        get(auditor, path(customer) + "?limit=1&cursor=" + next).statusCode(200).body("items.size()", is(1));
        get(auditor, path(customer) + "?cursor=eA").statusCode(400);
    }

    @Test
    void shouldBeThePersonsOwn() {
        Customer customer = Identities.newCustomer();
        uses(Identities.newCustomer().token(), customer).statusCode(404);
        uses(Identities.token("support-agent"), customer).statusCode(403);
        given().get(path(customer)).then().statusCode(401);
    }

    @Test
    void shouldNameTheSubjectOfARefusal() {
        UUID subject = UUID.randomUUID();
        get(Identities.token("support-agent"), "/v1/probe/subjects/" + subject).statusCode(403);
        given().get("/v1/probe/subjects/" + subject).then().statusCode(401);
        assertThat(Database.count(
                        "SELECT count(*) FROM audit_entry WHERE outcome = 'REFUSED' AND subject_ref = ?",
                        pseudonyms.of(subject)))
                .isEqualTo(2);
    }

    private static ValidatableResponse uses(String token, Customer customer) {
        return get(token, path(customer));
    }

    private static String path(Customer customer) {
        return "/v1/subjects/" + customer.subjectId() + "/data-uses";
    }

    private static ValidatableResponse get(String token, String path) {
        return given().auth().oauth2(token).get(path).then();
    }
}
