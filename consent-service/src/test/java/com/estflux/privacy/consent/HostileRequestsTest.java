package com.estflux.privacy.consent;

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
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class HostileRequestsTest {

    @TestHTTPResource
    URI service;

    @Test
    void shouldNeverAnswerWithServerError() {
        var requests = new HostileRequests(service)
                .parameter("purpose", "marketing-email")
                .parameter("lang", "en")
                .body("/v1/decisions/query", """
                        {"subjectId":"2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11","purpose":"marketing-email"}""")
                .body("/v1/imports/consents", """
                        {"subjectId":"2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11","purpose":"marketing-email",\
                        "decision":"refused","noticeVersion":1,"language":"en","channel":"import",\
                        "decidedAt":"2024-05-31T12:00:00Z"}""");

        var findings = requests.findings();

        assertThat(findings).isEmpty();
        assertThat(requests.answers()).hasSizeGreaterThan(20);
    }
}
