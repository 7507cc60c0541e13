package com.estflux.privacy.consent.consent;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentChainTest {

    @Test
    void shouldProveHistoriesOrNameTheFirstBrokenLink() {
        List<String> ids = history();
        String first = ids.get(0);
        String second = ids.get(1);
        String third = ids.get(2);
        JsonPath whole = verification();
        assertThat(whole.getString("recordChains[0].firstBroken")).isNull();
        assertThat(whole.getBoolean("intact")).isTrue();
        assertThat(whole.getLong("recordChains[0].verifiedRecords")).isGreaterThanOrEqualTo(3);

        tampered(
                "UPDATE consent_record SET state = 'refused' WHERE record_id = '" + first + "'",
                "UPDATE consent_record SET state = 'granted' WHERE record_id = '" + first + "'",
                first,
                "altered");
        tampered(
                "UPDATE consent_record SET decided_at = decided_at - interval '1 microsecond' WHERE record_id = '"
                        + second + "'",
                "UPDATE consent_record SET decided_at = decided_at + interval '1 microsecond' WHERE record_id = '"
                        + second + "'",
                second,
                "altered");
        tampered(swap(second, third), swap(second, third), third, "altered");
        tampered(remove(second), restore(), third, "gap-before");
        tampered(remove(third), restore(), second, "state-differs");
        tampered(
                "UPDATE consent SET state = 'granted' WHERE record_id = '" + third + "'",
                "UPDATE consent SET state = 'withdrawn' WHERE record_id = '" + third + "'",
                third,
                "state-differs");
        assertThat(verification().getBoolean("intact")).isTrue();
    }

    @Test
    void shouldFindHistoriesRemovedOrForgedAsAWhole() {
        String removed = history().get(0);
        tampered(
                "CREATE TABLE kept_consent AS SELECT * FROM consent WHERE subject_id = " + owner(removed) + "; "
                        + "DELETE FROM consent WHERE subject_id = " + owner(removed) + "; "
                        + "CREATE TABLE kept AS SELECT * FROM consent_record WHERE subject_key = " + key(removed)
                        + "; DELETE FROM consent_record WHERE record_id IN (SELECT record_id FROM kept)",
                "INSERT INTO consent_record SELECT * FROM kept; INSERT INTO consent SELECT * FROM kept_consent;"
                        + " DROP TABLE kept, kept_consent",
                removed,
                "removed");
        String forged = history().get(2);
        tampered(
                "CREATE TABLE kept AS SELECT * FROM consent_record WHERE record_id = '" + forged + "'; "
                        + "INSERT INTO consent_proof (subject_ref, subject_key, legal_basis, erased_at)"
                        + " VALUES ('forged', gen_random_uuid(), 'none', now());"
                        + "UPDATE consent_record SET subject_key = (SELECT subject_key FROM consent_proof"
                        + " WHERE subject_ref = 'forged') WHERE record_id = '" + forged + "'",
                "DELETE FROM consent_record WHERE record_id IN (SELECT record_id FROM kept);"
                        + " INSERT INTO consent_record SELECT * FROM kept; DROP TABLE kept;"
                        + " DELETE FROM consent_proof WHERE subject_ref = 'forged'",
                forged,
                null);
        assertThat(verification().getBoolean("intact")).isTrue();
    }

    /** Ids of a grant, a refusal and a withdrawal, in this order. */
    private static List<String> history() {
        Customer customer = Identities.newCustomer();
        return List.of("granted", "refused", "withdrawn").stream()
                .map(decision -> decide(customer, decision).jsonPath().getString("recordId"))
                .toList();
    }

    private static void tampered(String tamper, String mend, String broken, String reason) {
        Database.execute(tamper);
        try {
            JsonPath found = verification();
            assertThat(found.getBoolean("intact")).isFalse();
            assertThat(found.getBoolean("recordChains[0].intact")).isFalse();
            if (reason != null) {
                assertThat(found.getString("recordChains[0].reason")).isEqualTo(reason);
                assertThat(found.getString("recordChains[0].firstBroken")).isEqualTo(broken);
            }
        } finally {
            Database.execute(mend);
        }
    }

    private static String swap(String one, String other) {
        return "UPDATE consent_record r SET revision = -o.revision FROM consent_record o WHERE r.record_id IN ('" + one
                + "', '" + other + "') AND o.record_id IN ('" + one + "', '" + other
                + "') AND o.record_id <> r.record_id; UPDATE consent_record SET revision = -revision WHERE revision < 0";
    }

    private static String remove(String recordId) {
        return "CREATE TABLE kept AS SELECT * FROM consent_record WHERE record_id = '" + recordId
                + "'; DELETE FROM consent_record WHERE record_id = '" + recordId + "'";
    }

    private static String restore() {
        return "INSERT INTO consent_record SELECT * FROM kept; DROP TABLE kept";
    }

    private static String owner(String recordId) {
        return "(SELECT s.subject_id FROM subject s WHERE s.subject_key = " + key(recordId) + ")";
    }

    private static String key(String recordId) {
        return "(SELECT subject_key FROM consent_record WHERE record_id = '" + recordId + "')";
    }

    private static JsonPath verification() {
        return as("auditor")
                .get("/v1/audit/verification")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
