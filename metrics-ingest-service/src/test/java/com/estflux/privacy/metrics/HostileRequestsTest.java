package com.estflux.privacy.metrics;

import static com.estflux.privacy.metrics.fixture.Suite.newCase;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.openapi.HostileRequests;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a client sends never causes a server error. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class HostileRequestsTest {

    @TestHTTPResource
    URI service;

    @Test
    void shouldNeverAnswerWithServerError() {
        var requests = new HostileRequests(service)
                .parameter("ip", "192.0.2.17")
                .parameter("at", "2026-11-24T10:00:00Z")
                .parameter("caseReference", newCase().toString())
                .parameter("month", "2026-10")
                .parameter("from", "2026-11-01")
                .parameter("to", "2026-11-02")
                .parameter("Content-Encoding", "identity")
                .parameter("precision", "s");

        var findings = requests.findings();

        assertThat(findings).isEmpty();
        assertThat(requests.answers()).hasSizeGreaterThan(20);
    }
}
