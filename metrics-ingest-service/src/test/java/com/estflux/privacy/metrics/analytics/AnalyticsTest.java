package com.estflux.privacy.metrics.analytics;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class AnalyticsTest {

    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36";
    private static final String ALLOWED =
            "{\"url\":\"https://estflux.com%s\",\"referrer\":\"https://search.example/?q=secret\",\"seconds\":10,\"choice\":\"allowed\"}";

    @Inject
    SummaryService summaries;

    @BeforeEach
    void emptyDays() {
        Suite.execute("DELETE FROM pageview");
        Suite.execute("DELETE FROM pageview_key");
        Suite.execute("DELETE FROM web_analytics_day");
    }

    @Test
    void shouldCountADayInFiguresThatDescribeNobodyAndForgetItsVisitors() {
        for (int visitor = 0; visitor < 6; visitor++) {
            see(ALLOWED.formatted("/vps/pricing"), CHROME.formatted(100 + visitor), 204);
        }
        see(ALLOWED.formatted("/rare?token=1"), CHROME.formatted(100), 204);
        see(ALLOWED.formatted("/vps/pricing"), CHROME.formatted(100), 204);
        see(ALLOWED.formatted("/vps/pricing"), "Mozilla/5.0 (compatible; Googlebot/2.1)", 204);
        see(ALLOWED.formatted("/vps/pricing").replace("allowed", "denied"), CHROME.formatted(101), 204);
        see(ALLOWED.formatted("/vps/pricing").replace(",\"choice\":\"allowed\"", ""), CHROME.formatted(101), 204);

        assertThat(count("SELECT count(*) FROM pageview")).isEqualTo(9);
        assertThat(count("SELECT count(*) FROM pageview WHERE visitor IS NULL AND referrer = '(unknown)'"))
                .isEqualTo(1);
        assertThat(text("SELECT string_agg(to_jsonb(p)::text, ' ') FROM pageview p"))
                .doesNotContain("127.0.0", "secret", "token", "utm");

        LocalDate today = Tallinn.today(Clock.systemUTC());
        summaries.count(today.plusDays(1)).await().atMost(Duration.ofSeconds(20));

        assertThat(count("SELECT count(*) FROM pageview") + count("SELECT count(*) FROM pageview_key"))
                .isZero();
        JsonPath summary = given().auth()
                .oauth2(Identities.token(Roles.OPERATOR))
                .queryParam("from", today.toString())
                .queryParam("to", today.plusDays(1).toString())
                .get("/v1/analytics/summary")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(summary.getInt("days[0].visitors")).isEqualTo(6);
        assertThat(summary.getInt("days[0].views")).isEqualTo(9);
        // The rare page was seen by one: shown, it or the difference to the whole would be about that visitor.
        assertThat(summary.getList("pages.value")).containsExactly("(other)");
        assertThat(summary.getInt("pages[0].views")).isEqualTo(9);
        assertThat(summary.getList("browsers.value")).containsExactly("(other)");
        assertThat(count("SELECT min(visitors) FROM web_analytics_day")).isGreaterThanOrEqualTo(5);
        summaries.count(today.plusDays(1)).await().atMost(Duration.ofSeconds(20));
        given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .get("/v1/analytics/summary")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldHeedTheBrowsersSignals() {
        for (String signal : new String[] {"DNT", "Sec-GPC"}) {
            given().header(signal, "1")
                    .header("User-Agent", CHROME.formatted(120))
                    .contentType("application/json")
                    .body(ALLOWED.formatted("/"))
                    .post("/v1/analytics/pageviews")
                    .then()
                    .statusCode(204);
        }
        assertThat(count("SELECT count(*) FROM pageview")).isZero();
    }

    @Test
    void shouldTellVisitorsOfOneDayApartAndKnowNobodyTheNext() {
        see(ALLOWED.formatted("/"), CHROME.formatted(120), 204);
        see(ALLOWED.formatted("/vps"), CHROME.formatted(120), 204);
        see(ALLOWED.formatted("/"), CHROME.formatted(121), 204);
        assertThat(count("SELECT count(DISTINCT visitor) FROM pageview")).isEqualTo(2);

        // As if the first were yesterday's: with yesterday's key gone, the same visitor is another.
        Suite.execute("UPDATE pageview SET day = day - 1");
        Suite.execute("DELETE FROM pageview_key");
        see(ALLOWED.formatted("/"), CHROME.formatted(120), 204);
        assertThat(count("SELECT count(DISTINCT visitor) FROM pageview")).isEqualTo(3);
    }

    @Test
    void shouldRefuseWhatIsNotAPageOfTheSites() {
        see(ALLOWED.formatted("/").replace("estflux.com", "other.example"), CHROME.formatted(120), 400);
        see("{\"url\":\"https://estflux.com/\",\"cookie\":\"x\"}", CHROME.formatted(120), 400);
        see("{\"seconds\":1}", CHROME.formatted(120), 400);
        assertThat(count("SELECT count(*) FROM pageview")).isZero();
    }

    private static void see(String body, String userAgent, int status) {
        given().header("User-Agent", userAgent)
                .contentType("application/json")
                .body(body)
                .post("/v1/analytics/pageviews")
                .then()
                .statusCode(status);
    }
}
