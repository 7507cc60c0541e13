package com.estflux.privacy.metrics.admission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class AdmissionTest {

    private static final int LARGE = 7_900_000;

    @Inject
    Admission admission;

    @TestHTTPResource
    URI service;

    @Test
    void shouldCountWhatFitsIn() {
        Admission small = new Admission(100);

        assertThat(small.take(60)).isTrue();
        assertThat(small.take(60)).isFalse();
        assertThat(small.take(40)).isTrue();
        small.giveBack(100);
        assertThat(small.take(1_000))
                .as("what is larger than all there is fits in alone")
                .isTrue();
        assertThat(small.take(1)).isFalse();
    }

    @Test
    void shouldAskToComeAgainBeforeReadingAndTakeInLater() throws IOException {
        String token = Identities.token(Roles.USAGE_COLLECTOR);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                slow.add(announce("Bearer " + token, LARGE));
                long expected = (i + 1L) * LARGE;
                await().until(() -> admission.inFlight() == expected);
            }

            given().auth()
                    .oauth2(token)
                    .contentType("application/x-ndjson")
                    .body(new byte[LARGE])
                    .post("/v1/samples")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", equalTo("1"));
            given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body("[]")
                    .post("/v1/samples")
                    .then()
                    .statusCode(200);
            // It is nobody's: it takes no room.
            slow.add(announce("Bearer nobody", LARGE));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }

        await().until(() -> admission.inFlight() == 0);
        given().auth()
                .oauth2(token)
                .contentType("application/x-ndjson")
                .body(new byte[10])
                .post("/v1/samples")
                .then()
                .statusCode(422)
                .body("refusedCount", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/samples, application/json, 400",
        "/v1/samples, application/x-ndjson, 200",
        "/v1/samples, application/cloudevents-batch+json, 400",
        "/api/v2/write, text/plain, 204"
    })
    void shouldUnpackWithinBoundsOnEveryWayIn(String path, String type, int ofBlank) throws IOException {
        for (int length : new int[] {PackedBody.LARGEST, PackedBody.LARGEST + 1}) {
            given().auth()
                    .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                    .header("Content-Encoding", "gzip")
                    .contentType(type)
                    .body(spaces(length))
                    .post(path)
                    .then()
                    .statusCode(length > PackedBody.LARGEST ? 413 : ofBlank);
        }
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .header("Content-Encoding", "gzip")
                .contentType(type)
                .body(new byte[] {1, 2, 3})
                .post(path)
                .then()
                .statusCode(400);
        await().until(() -> admission.inFlight() == 0);
    }

    private static byte[] spaces(int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] piece = " ".repeat(1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < length / piece.length; i++) {
                gzip.write(piece);
            }
            gzip.write(piece, 0, length % piece.length);
        }
        return packed.toByteArray();
    }

    /** Says that a large body will come, and does not send it. */
    private Socket announce(String authorization, int length) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(("POST /v1/samples HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                                + "Authorization: " + authorization + "\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
