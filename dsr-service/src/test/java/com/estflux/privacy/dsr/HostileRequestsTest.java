package com.estflux.privacy.dsr;

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
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
class HostileRequestsTest {

    @TestHTTPResource
    URI service;

    @Test
    void shouldNeverAnswerWithServerError() {
        var requests = new HostileRequests(service);

        var findings = requests.findings();

        assertThat(findings).isEmpty();
        assertThat(requests.answers()).hasSizeGreaterThan(20);
    }
}
