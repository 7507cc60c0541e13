package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.fixture.Trace;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Real input, as odd as it is. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class TraceRowsTest {

    @Test
    void shouldLoadOddRowsOrReportThemLineByLine() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.8.0.1", Instant.parse("2013-07-01T00:00:00Z"));
        List<String> rows = Trace.oddRows();
        Map<String, String> first = new HashMap<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String row = rows.get(i);
            String stands = first.putIfAbsent(row.split(";", -1)[0], row);
            if (i == 0 || (stands != null && !Trace.line(vpsId, stands).equals(Trace.line(vpsId, row)))) {
                expected.add(i + 1);
            }
        }

        Response answer = write(vpsId, rows, "s");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("refused.line", Integer.class)).isEqualTo(expected);
        assertThat(answer.jsonPath().getString("refused[0].reason"))
                .as("the header")
                .startsWith("not-an-integer");
        assertThat(count("SELECT count(*) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'"))
                .isEqualTo(first.size() - 1);
    }

    @Test
    void shouldReportEveryRowOfACollectorThatBelievesTheHeader() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.8.0.2", Instant.parse("2013-07-01T00:00:00Z"));
        List<String> rows = Trace.oddRows().subList(1, 6);

        Response answer = write(vpsId, rows, "ms");

        assertThat(answer.jsonPath().getList("refused.reason", String.class))
                .hasSize(5)
                .containsOnly("too-late");
    }

    private static Response write(UUID vpsId, List<String> rows, String precision) {
        return given().header("Authorization", "Token " + Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("text/plain")
                .body(rows.stream()
                        .map(row -> Trace.line(vpsId, row))
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/v2/write?precision=" + precision);
    }
}
