package com.estflux.privacy.consent.ratelimit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class RateLimitFilterTest {

    /** Another client than every other test: any address of the loopback network will do. */
    private static final String ADDRESS = "127." + number() + "." + number() + "." + (100 + number() % 100);

    private record Answer(int status, Map<String, String> headers, String body) {}

    @Test
    void shouldAnswerFloodWith429AndServeEveryoneElse() {
        UUID visitor = UUID.randomUUID();
        String choices = "/v1/visitors/" + visitor + "/choices";
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setLocalAddress(ADDRESS));
        try {
            assertThat(call(vertx, client, HttpMethod.POST, choices, null).status())
                    .isEqualTo(200);
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(call(vertx, client, HttpMethod.GET, i % 2 == 0 ? choices : "/v1/purposes/billing", null));
            }

            List<Answer> refused =
                    answers.stream().filter(answer -> answer.status() == 429).toList();
            assertThat(refused).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.headers()).containsEntry("retry-after", "60");
                assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
                assertThat(new JsonObject(answer.body()).getString("type"))
                        .isEqualTo("https://estflux.com/problems/too-many-requests");
            });
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeGreaterThan(100);
            assertThat(call(vertx, client, HttpMethod.GET, "/v1/purposes/billing", Identities.token("auditor"))
                            .status())
                    .isEqualTo(200);
            given().get("/v1/purposes/billing").then().statusCode(200);
        } finally {
            client.close();
            vertx.close();
        }
        assertThat(Database.number(
                        "SELECT count(*) FROM visitor WHERE visitor_id = ? AND network = ?",
                        visitor,
                        ADDRESS.substring(0, ADDRESS.lastIndexOf('.')) + ".0/24"))
                .isEqualTo(1);
        assertThat(Database.rowsWith(ADDRESS)).isZero();
        assertThat(Database.rowsWith(visitor.toString())).isPositive();
    }

    /** On the client's own context: elsewhere a body could arrive before anybody waits for it. */
    private static Answer call(Vertx vertx, HttpClient client, HttpMethod method, String path, @Nullable String token) {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        vertx.runOnContext(on -> client.request(method, RestAssured.port, "127.0.0.1", path)
                .compose(request -> {
                    if (token != null) {
                        request.putHeader("Authorization", "Bearer " + token);
                    }
                    request.putHeader("Content-Type", "application/json");
                    return HttpMethod.POST.equals(method)
                            ? request.send("{\"analytics\":\"refused\",\"noticeVersion\":1,\"language\":\"en\"}")
                            : request.send();
                })
                .compose(response -> response.body()
                        .map(body -> new Answer(
                                response.statusCode(),
                                response.headers().entries().stream()
                                        .collect(Collectors.toMap(
                                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                                Map.Entry::getValue,
                                                (one, other) -> one)),
                                body.toString())))
                .onSuccess(answered::complete)
                .onFailure(answered::completeExceptionally));
        return answered.join();
    }

    private static int number() {
        return ThreadLocalRandom.current().nextInt(1, 200);
    }
}
