package com.estflux.privacy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.openapi.MachineCalls;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each machine client makes the calls that are its own, and no others. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class MachineCallsTest {

    private static final Map<String, Set<String>> ITS_OWN = Map.of(
            "billing-system",
                    Set.of(
                            "GET /v1/vps/{vpsId}/usage",
                            "GET /v1/subjects/{subjectId}/usage",
                            "GET /v1/usage-findings",
                            "PUT /v1/subjects/{subjectId}/billing-periods/{month}",
                            "GET /v1/subjects/{subjectId}/billing-periods",
                            "GET /v1/billing-periods/{periodId}",
                            "GET /v1/billing-periods/{periodId}/statement",
                            "GET /v1/billing-periods/{periodId}/verification",
                            "POST /v1/billing-periods/{periodId}/adjustments",
                            "PUT /v1/billing-periods/{periodId}/corrections/{correctionId}"),
            "account-system", Set.of("PUT /v1/ip-assignments/{assignmentId}", "PUT /v1/vps/{vpsId}/placement"),
            "usage-collector",
                    Set.of("POST /v1/samples", "POST /v1/counters", "POST /api/v2/write", "POST /api/v1/write"));

    @TestHTTPResource
    URI service;

    @Test
    void shouldLetEachMachineMakeItsOwnCallsOnly() {
        assertThat(MachineCalls.of(service)).isEqualTo(ITS_OWN);
    }
}
