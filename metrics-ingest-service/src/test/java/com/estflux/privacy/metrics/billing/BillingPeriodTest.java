package com.estflux.privacy.metrics.billing;

import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static com.estflux.privacy.metrics.fixture.Suite.receipt;
import static com.estflux.privacy.metrics.fixture.Suite.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.retention.CountedFrom;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.UsagePeriodAdjusted;
import com.estflux.privacy.contracts.usage.UsagePeriodClosed;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Law;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class BillingPeriodTest {

    private static final Instant START = Instant.parse("2026-02-28T22:00:00Z");
    private static final Instant END = Instant.parse("2026-03-31T21:00:00Z");
    private static final String MONTH = "2026-03";

    @Inject
    AdjustmentService adjustments;

    @Test
    void shouldAdjustByTheUsageOfAVpsThatIsNamedAfterClosing() {
        Customer customer = Identities.newCustomer();
        newVps(customer.subjectId(), "10.7.1.1", START);
        UUID late = UUID.randomUUID();
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-ndjson")
                .body(Samples.json(sample(late, START.plusSeconds(300), 7)).getBytes(StandardCharsets.UTF_8))
                .post("/v1/samples")
                .then()
                .statusCode(200);
        JsonPath closed = close(customer.subjectId(), 201);
        UUID periodId = UUID.fromString(closed.getString("periodId"));
        publish(new IpAssigned(UUID.randomUUID(), customer.subjectId(), late, "10.7.1.2", START));
        await().until(() ->
                count("SELECT count(*) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + late + "'") == 1);
        assertThat(findings(late)).containsExactly("to-be-adjusted");

        adjustments.adjustOutdated().await().indefinitely();
        adjustments.adjustOutdated().await().indefinitely();

        JsonPath period = billing()
                .get("/v1/billing-periods/{periodId}", periodId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(period.getString("sha256")).isEqualTo(closed.getString("sha256"));
        assertThat(period.getList("lines")).hasSize(2);
        assertThat(period.getString("lines[1].vpsId")).isEqualTo(late.toString());
        assertThat(period.getString("lines[1].addedAt")).isNotNull();
        assertThat(period.getList("adjustments")).hasSize(1);
        assertThat(period.getInt("adjustments[0].line")).isEqualTo(2);
        assertThat(period.getLong("adjustments[0].amounts.receivedBytes")).isEqualTo(14);
        billing()
                .get("/v1/billing-periods/{periodId}/verification", periodId)
                .then()
                .statusCode(200)
                .body("matches", equalTo(true));
        assertThat(findings(late)).containsExactly("adjusted");
        Samples.deliver(List.of(sample(late, START.plusSeconds(600), 7)));
        adjustments.adjustOutdated().await().indefinitely();
        billing().get("/v1/billing-periods/{periodId}", periodId).then().body("adjustments", hasSize(2));
    }

    private static List<String> findings(UUID vpsId) {
        return billing()
                .queryParam("vpsId", vpsId.toString())
                .get("/v1/usage-findings")
                .jsonPath()
                .getList("items.reason");
    }

    @Test
    void shouldFreezeAMonthAndAnswerTheSameEverAfter() throws Exception {
        Customer customer = Identities.newCustomer();
        UUID vpsId = newVps(customer.subjectId(), "10.7.0.1", START);
        UUID idle = newVps(customer.subjectId(), "10.7.0.2", START);
        List<VpsSampled> samples = month(vpsId, 1).stream()
                .filter(one -> one.intervalSeconds() == 300)
                .toList();
        Samples.deliver(samples);
        Samples.deliver(List.of(sample(vpsId, START.minusSeconds(1), 5), sample(vpsId, END, 7)));

        JsonPath closed = close(customer.subjectId(), 201);

        UUID periodId = UUID.fromString(closed.getString("periodId"));
        assertThat(closed.getString("from")).isEqualTo(START.toString());
        assertThat(closed.getString("to")).isEqualTo(END.toString());
        assertThat(closed.getList("lines.vpsId")).containsExactly(vpsId.toString(), idle.toString());
        assertThat(closed.getLong("lines[0].amounts.samples")).isEqualTo(samples.size());
        // The check anyone can make with plain SQL, against the raw samples.
        assertThat(closed.getString("lines[0].amounts.transmittedBytes"))
                .isEqualTo(
                        text("SELECT sum(transmitted_bytes) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '"
                                + vpsId + "' AND sampled_at >= '" + START + "' AND sampled_at < '" + END + "'"));
        assertThat(closed.getString("lines[0].amounts.transmittedSlotBytes"))
                .isEqualTo(text("WITH slot AS (SELECT coalesce(sum(transmitted_bytes), 0) AS bytes"
                        + " FROM generate_series(timestamptz '" + START + "', timestamptz '" + END
                        + "' - interval '1 second', interval '5 minutes') AS starts"
                        + " LEFT JOIN usage_sample ON vps_no = (SELECT vps_no FROM vps WHERE vps_id = '" + vpsId
                        + "') AND sampled_at >= starts AND sampled_at < starts + interval '5 minutes' GROUP BY starts)"
                        + " SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY bytes) FROM slot"));
        assertThat(closed.getInt("lines[1].amounts.samples")).isZero();
        assertThat(closed.getInt("lines[1].expectedSlots")).isEqualTo(8_916);

        assertThat(close(customer.subjectId(), 200).getMap("")).isEqualTo(closed.getMap(""));
        String statement = billing()
                .get("/v1/billing-periods/{periodId}/statement", periodId)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(statement.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(closed.getString("sha256"));
        assertThat(statement).doesNotContain(customer.subjectId().toString(), vpsId.toString());
        given().auth()
                .oauth2(customer.token())
                .get("/v1/subjects/{subjectId}/billing-periods", customer.subjectId())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].sha256", equalTo(closed.getString("sha256")));
        given().auth()
                .oauth2(Identities.newCustomer().token())
                .get("/v1/subjects/{subjectId}/billing-periods", customer.subjectId())
                .then()
                .statusCode(404);
        await().untilAsserted(() -> assertThat(events(UsagePeriodClosed.class))
                .filteredOn(event -> event.periodId().equals(periodId))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subjectId()).isEqualTo(customer.subjectId());
                    assertThat(event.sha256()).isEqualTo(closed.getString("sha256"));
                    assertThat(event.samples().longValue()).isEqualTo(samples.size());
                    assertThat(event.lines()).isEqualTo(2);
                }));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldRecomputeWhatWasClosedAndAdjustByWhatCameLate(long seed) {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.1." + seed, START);
        List<VpsSampled> all = month(vpsId, seed);
        List<VpsSampled> late = all.subList(0, all.size() / 3);
        Samples.deliver(all.subList(all.size() / 3, all.size()));
        JsonPath closed = close(subject, 201);
        String periodId = closed.getString("periodId");
        verify(periodId, "SAMPLES");

        // Late ones, some of them twice, with one that was there before among them.
        Samples.deliver(late.subList(0, late.size() / 2));
        adjust(periodId, 1);
        Samples.deliver(late);
        Samples.deliver(all.subList(all.size() - 1, all.size()));
        verify(periodId, "SAMPLES");
        adjust(periodId, 1);
        adjust(periodId, 0);

        JsonPath period = period(periodId);
        assertThat(period.getMap("lines[0]")).isEqualTo(closed.getMap("lines[0]"));
        verify(periodId, "SAMPLES");
        JsonPath usage = billing()
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-04-01")
                .queryParam("window", "month")
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .jsonPath();
        assertThat(adjusted(period, "samples")).isEqualTo(all.size());
        assertThat(adjusted(period, "receivedBytes")).isEqualTo(usage.getLong("total.receivedBytes"));
        assertThat(adjusted(period, "cpuMicroseconds")).isEqualTo(usage.getLong("total.cpuMicroseconds"));
        assertThat(adjusted(period, "transmittedSlotBytes")).isEqualTo(usage.getLong("bandwidth.transmittedSlotBytes"));
        await().untilAsserted(() -> assertThat(events(UsagePeriodAdjusted.class))
                .filteredOn(event -> event.periodId().toString().equals(periodId))
                .hasSize(2));
    }

    /** As counters that come late derive a sample anew. */
    @Test
    void shouldAdjustDownwardsWhereAStoredSampleChangesAndStillRecompute() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.6.1", START);
        VpsSampled changing = sample(vpsId, START.plus(Duration.ofDays(2)), 50_000);
        Samples.deliver(month(vpsId, 8));
        Samples.deliver(List.of(changing));
        String periodId = close(subject, 201).getString("periodId");
        String which = " FROM vps WHERE vps.vps_id = '" + vpsId + "'";
        for (int left : new int[] {40_000, 10_000}) {
            Suite.execute("UPDATE usage_sample SET received_bytes = " + left + which
                    + " AND vps.vps_no = usage_sample.vps_no AND sampled_at = '" + changing.sampledAt() + "'");
            Suite.execute("INSERT INTO rollup_pending (vps_nos, hours) SELECT ARRAY[vps_no], ARRAY[timestamptz '"
                    + changing.sampledAt() + "']" + which);
            adjust(periodId, 1);
        }

        JsonPath period = period(periodId);
        assertThat(period.getList("adjustments.amounts.receivedBytes")).containsExactlyInAnyOrder(-10_007, -30_000);
        assertThat(period.getList("adjustments.amounts.samples")).containsOnly(0);
        verify(periodId, "SAMPLES");
    }

    @Test
    void shouldTakeSignedCorrectionsOnce() {
        UUID subject = UUID.randomUUID();
        newVps(subject, "10.7.2.1", START);
        String periodId = close(subject, 201).getString("periodId");
        UUID correctionId = UUID.randomUUID();
        String correction = """
                {"line":1,"reason":"collector-fault","amounts":{"receivedBytes":-1000,"samples":2}}""";
        for (int i = 0; i < 2; i++) {
            correct(periodId, correctionId, correction, 200);
        }
        correct(periodId, UUID.randomUUID(), correction.replace("\"line\":1", "\"line\":2"), 404);
        correct(periodId, UUID.randomUUID(), correction.replace("samples", "money"), 400);
        correct(periodId, UUID.randomUUID(), correction.replace("-1000", "1.5"), 400);

        JsonPath period = period(periodId);
        assertThat(period.getList("adjustments")).hasSize(1);
        assertThat(period.getInt("adjustments[0].amounts.receivedBytes")).isEqualTo(-1000);
        assertThat(period.getInt("adjustments[0].amounts.cpuMicroseconds")).isZero();
        assertThat(period.getString("adjustments[0].kind")).isEqualTo("CORRECTION");
    }

    @Test
    void shouldNotCloseWhatIsNotOverOrNobodys() {
        UUID subject = UUID.randomUUID();
        newVps(subject, "10.7.3.1", START);
        put(subject, YearMonth.now(ZoneOffset.UTC).plusMonths(1).toString(), 409);
        put(subject, "2026-13", 400);
        put(UUID.randomUUID(), MONTH, 404);
        given().auth()
                .oauth2(Identities.token(Roles.PRIVACY_OFFICER))
                .put("/v1/subjects/{subjectId}/billing-periods/{month}", subject, MONTH)
                .then()
                .statusCode(403);
    }

    @Test
    void shouldRefuseEveryChangeOfWhatIsClosed() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.4.1", START);
        Samples.deliver(month(vpsId, 9));
        String periodId = close(subject, 201).getString("periodId");
        billing()
                .contentType("application/json")
                .body(
                        // A figure, though a card network would take its digits.
                        "{\"line\":1,\"reason\":\"collector-fault\",\"amounts\":{\"samples\":-1,\"diskReadBytes\":4111111111111111}}")
                .put("/v1/billing-periods/{periodId}/corrections/{id}", periodId, UUID.randomUUID())
                .then()
                .statusCode(200);
        String where = " WHERE period_id = '" + periodId + "'";

        for (String change : List.of(
                "UPDATE billing_period SET sha256 = repeat('0', 64)" + where,
                "UPDATE billing_period SET kept_until = '2000-01-01'" + where,
                "UPDATE billing_period SET subject_id = gen_random_uuid()" + where,
                "UPDATE billing_line SET received_bytes = received_bytes + 1" + where,
                "UPDATE billing_line SET vps_id = gen_random_uuid()" + where,
                "UPDATE billing_adjustment SET samples = 0" + where,
                "DELETE FROM billing_adjustment" + where,
                "DELETE FROM billing_line" + where,
                "DELETE FROM billing_period" + where,
                "TRUNCATE billing_period CASCADE",
                "INSERT INTO billing_line SELECT period_id, 2, NULL, NULL, expected_slots, " + Amount.COLUMNS
                        + " FROM billing_line" + where)) {
            assertThatThrownBy(() -> Suite.execute(change))
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("a closed billing period does not change");
        }
        verify(periodId, "SAMPLES");
    }

    @Test
    void shouldForgetWhoseItWasAndKeepTheTotalsExact() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.5.1", START);
        Samples.deliver(month(vpsId, 4));
        JsonPath closed = close(subject, 201);
        String periodId = closed.getString("periodId");
        Samples.deliver(List.of(sample(vpsId, START.plusSeconds(1), 3)));

        UUID command = UUID.randomUUID();
        publish(new SubjectErase(command, UUID.randomUUID(), subject, List.of(), List.of("metrics"), START));
        receipt(command);

        JsonPath forgotten = period(periodId);
        assertThat(forgotten.getMap("lines[0].amounts")).isEqualTo(closed.getMap("lines[0].amounts"));
        assertThat(forgotten.getMap("")).doesNotContainKey("subjectId");
        assertThat(forgotten.getMap("lines[0]")).doesNotContainKey("vpsId");
        verify(periodId, "TOTALS");
        assertThat(count("SELECT count(*) FROM late_sample l WHERE NOT EXISTS"
                        + " (SELECT 1 FROM vps v WHERE v.vps_no = l.vps_no)"))
                .isZero();
        assertThat(count("SELECT count(*) FROM audit_entry WHERE object_id = '" + periodId
                        + "' AND subject_ref IS NOT NULL"))
                .isZero();
        put(subject, MONTH, 404);
    }

    /** Partitions are months of UTC: one of two goes some hours before a month of Tallinn is over. */
    @Test
    void shouldStandByItsTotalsWhenSomeOfItsSamplesWereDisposedOf() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.5.2", Instant.parse("2001-08-31T21:00:00Z"));
        Samples.deliver(List.of(
                sample(vpsId, Instant.parse("2001-08-31T22:00:00Z"), 5),
                sample(vpsId, Instant.parse("2001-09-10T00:00:00Z"), 7)));
        String periodId = put(subject, "2001-09", 201).getString("periodId");
        verify(periodId, "SAMPLES");

        await().ignoreExceptions()
                .until(() -> count("SELECT drop_usage_partitions('2001-09-01', false, '{}', '{}')") > 0);

        verify(periodId, "TOTALS");
    }

    /** Samples that nothing disposed of are missed. */
    @Test
    void shouldNoticeWhenSamplesAreLost() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.7.5.3", START);
        Samples.deliver(month(vpsId, 4));
        String periodId = close(subject, 201).getString("periodId");
        Suite.execute(
                "DELETE FROM usage_sample WHERE sampled_at = (SELECT max(sampled_at) FROM usage_sample WHERE vps_no"
                        + " = (SELECT vps_no FROM vps WHERE vps_id = '" + vpsId
                        + "')) AND vps_no = (SELECT vps_no FROM vps WHERE"
                        + " vps_id = '" + vpsId + "')");

        billing()
                .get("/v1/billing-periods/{periodId}/verification", periodId)
                .then()
                .statusCode(200)
                .body("matches", equalTo(false));
    }

    @Test
    void shouldRemoveAPeriodOnceItsRetentionEnded() {
        UUID old = UUID.randomUUID();
        Suite.execute("INSERT INTO billing_period VALUES ('" + old
                + "', NULL, '2015-01-01', '2014-12-31T22:00Z', '2015-01-31T22:00Z', '2015-02-01Z', 'meter-2015',"
                + " repeat('0', 64), '2022-12-31'); INSERT INTO billing_line SELECT '" + old + "', 1, NULL, NULL, 1"
                + ", 0".repeat(Amount.ALL.size()));

        String all = "SELECT count(*) FROM billing_period WHERE period_id = '" + old + "'";

        Law.rule(DataCategory.BILLING_RECORD, "P50Y", CountedFrom.END_OF_FINANCIAL_YEAR);
        adjustments.adjustOutdated().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all))
                .as("the rule in force, not the one it was closed with")
                .isEqualTo(1);
        Law.rule(DataCategory.BILLING_RECORD, "P7Y", CountedFrom.END_OF_FINANCIAL_YEAR);
        UUID hold = Law.hold(null, DataCategory.BILLING_RECORD, old.toString());
        adjustments.adjustOutdated().await().atMost(Duration.ofSeconds(20));
        assertThat(count(all)).as("a hold").isEqualTo(1);
        Law.release(hold);

        adjustments.adjustOutdated().await().atMost(Duration.ofSeconds(20));

        assertThat(count(all)).isZero();
        assertThat(count("SELECT count(*) FROM billing_line WHERE period_id = '" + old + "'"))
                .isZero();
    }

    private static List<VpsSampled> month(UUID vpsId, long seed) {
        Random random = new Random(seed);
        List<VpsSampled> samples = new ArrayList<>();
        for (Instant at = START; at.isBefore(END); at = at.plus(Duration.ofMinutes(5 + 5L * random.nextInt(12)))) {
            VpsSampled one = sample(vpsId, at.plusSeconds(random.nextInt(300)), random.nextLong(1L << 34));
            samples.add(random.nextInt(6) == 0 ? longer(one, 1 + random.nextInt(3_600)) : one);
        }
        java.util.Collections.shuffle(samples, random);
        return samples;
    }

    private static VpsSampled longer(VpsSampled one, int seconds) {
        return new VpsSampled(
                one.vpsId(),
                one.sampledAt(),
                seconds,
                one.cpuMicroseconds() % 1_000_000,
                one.memoryUsedBytes(),
                one.diskReadBytes(),
                one.diskWrittenBytes(),
                one.diskReadOperations(),
                one.diskWriteOperations(),
                one.networkReceivedBytes(),
                one.networkTransmittedBytes());
    }

    private static long adjusted(JsonPath period, String amount) {
        long sum = period.getLong("lines[0].amounts." + amount);
        for (int i = 0; i < period.getList("adjustments").size(); i++) {
            sum += period.getLong("adjustments[" + i + "].amounts." + amount);
        }
        return sum;
    }

    private static void verify(String periodId, String basis) {
        billing()
                .get("/v1/billing-periods/{periodId}/verification", periodId)
                .then()
                .statusCode(200)
                .body("basis", equalTo(basis))
                .body("matches", equalTo(true));
    }

    private static void adjust(String periodId, int expected) {
        billing()
                .post("/v1/billing-periods/{periodId}/adjustments", periodId)
                .then()
                .statusCode(200)
                .body("", hasSize(expected));
    }

    private static void correct(String periodId, UUID correctionId, String body, int status) {
        billing()
                .contentType("application/json")
                .body(body)
                .put("/v1/billing-periods/{periodId}/corrections/{id}", periodId, correctionId)
                .then()
                .statusCode(status);
    }

    private static JsonPath period(String periodId) {
        return billing()
                .get("/v1/billing-periods/{periodId}", periodId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath close(UUID subjectId, int status) {
        return put(subjectId, MONTH, status);
    }

    private static JsonPath put(UUID subjectId, String month, int status) {
        return billing()
                .put("/v1/subjects/{subjectId}/billing-periods/{month}", subjectId, month)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private static RequestSpecification billing() {
        return given().auth().oauth2(Identities.token(Roles.BILLING_SYSTEM));
    }

    private static <T> List<T> events(Class<T> type) {
        return Suite.KAFKA.events(Topic.USAGE_PERIODS).stream()
                .map(EventMessage::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
