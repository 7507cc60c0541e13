package com.estflux.privacy.metrics;

import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static com.estflux.privacy.metrics.fixture.Suite.receipt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.metrics.fixture.Law;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.OneTimePlace;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class RightsTest {

    private static final String TAKEN = "SELECT count(*) FROM inbox WHERE consumer = 'usage-assignments'";

    private static final Instant EXPORTED = Instant.parse("2026-05-04T10:00:00Z");

    private static final Instant START = Instant.parse("2026-04-30T20:00:00Z");
    private static final List<String> STORES = List.of("metrics");

    @BeforeAll
    static void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    @Test
    void shouldDeliverWhatIsHeldLineByLine() throws IOException {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "10.2.9.1", EXPORTED);
        Samples.deliver(List.of(sample(vpsId, EXPORTED, 1), sample(vpsId, EXPORTED.plusSeconds(300), 2)));

        try (OneTimePlace place = new OneTimePlace("")) {
            var everything = export(
                    subject,
                    place.url(),
                    DataCategory.IP_ASSIGNMENT,
                    DataCategory.TRAFFIC_VOLUME,
                    DataCategory.RESOURCE_USAGE);
            assertThat(receipt(everything.commandId()).outcomes())
                    .extracting(CategoryOutcome::category, CategoryOutcome::outcome, CategoryOutcome::count)
                    .containsExactly(
                            tuple(DataCategory.IP_ASSIGNMENT, Outcome.EXPORTED, 1L),
                            tuple(DataCategory.TRAFFIC_VOLUME, Outcome.EXPORTED, 1L),
                            tuple(DataCategory.RESOURCE_USAGE, Outcome.EXPORTED, 1L));
            assertThat(place.commandId()).isEqualTo(everything.commandId().toString());
            assertThat(kinds(place)).containsExactly("vps", "ip-assignment", "usage-sample", "usage-sample");

            var addresses = export(subject, place.url(), DataCategory.IP_ASSIGNMENT);
            assertThat(receipt(addresses.commandId()).outcomes()).hasSize(1);
            assertThat(kinds(place)).containsExactly("ip-assignment");
        }
    }

    private static SubjectExport export(UUID subject, String url, DataCategory... categories) {
        var command = new SubjectExport(
                UUID.randomUUID(),
                UUID.randomUUID(),
                subject,
                List.of(categories),
                url,
                List.of("metrics"),
                Instant.now());
        publish(command);
        return command;
    }

    private static List<String> kinds(OneTimePlace place) {
        return place.received()
                .lines()
                .map(line -> JsonPath.from(line).getString("kind"))
                .toList();
    }

    @Test
    void shouldForgetThePersonAndKeepInvoicedTotalsOfNobody() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "192.0.2.1", START);
        UUID neighbour = newVps(UUID.randomUUID(), "192.0.2.2", START);
        publishDay(vpsId, 40_000_000_000L);
        publishDay(neighbour, 1);
        await().until(() -> stored(vpsId) == 24 && stored(neighbour) == 24);
        long anonymousBefore = count("SELECT count(*) FROM anonymous_month");
        Suite.execute("INSERT INTO rollup_pending (vps_nos, hours) SELECT array_agg(vps_no), array_agg(timestamptz '"
                + START + "') FROM vps WHERE vps_id IN ('" + vpsId + "', '" + neighbour + "')");

        CommandCompleted erased = erase(subject, List.of());

        assertThat(erased.outcomes())
                .extracting(CategoryOutcome::category, CategoryOutcome::outcome, CategoryOutcome::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(DataCategory.IP_ASSIGNMENT, Outcome.ERASED, 1L),
                        org.assertj.core.groups.Tuple.tuple(DataCategory.TRAFFIC_VOLUME, Outcome.ANONYMISED, 2L),
                        org.assertj.core.groups.Tuple.tuple(DataCategory.RESOURCE_USAGE, Outcome.ANONYMISED, 2L));
        assertThat(verify(subject).outcomes()).isEmpty();
        assertThat(count("SELECT count(*) FROM vps WHERE vps_id = '" + vpsId + "'"))
                .isZero();
        assertThat(stored(neighbour)).isEqualTo(24);
        assertThat(count("SELECT count(*) FROM rollup_pending, unnest(vps_nos) AS no WHERE NOT EXISTS"
                        + " (SELECT 1 FROM vps v WHERE v.vps_no = no)"))
                .isZero();
        assertThat(count("SELECT count(*) FROM anonymous_month")).isEqualTo(anonymousBefore + 2);
        assertThat(count("SELECT sum(cpu_microseconds) FROM anonymous_month WHERE cpu_microseconds > 40000000000"))
                .isEqualTo(24 * 40_000_000_001L + 276);
        assertThat(count("SELECT count(*) FROM usage_month m WHERE NOT EXISTS"
                        + " (SELECT 1 FROM vps v WHERE v.vps_no = m.vps_no)"))
                .isZero();

        publish(sample(vpsId, START.plus(Duration.ofDays(3)), 5));
        publish(sample(neighbour, START.plus(Duration.ofDays(3)), 5));
        await().until(() -> stored(neighbour) == 25);
        assertThat(count("SELECT count(*) FROM quarantined_sample WHERE vps_id = '" + vpsId + "'"))
                .isZero();
        await().untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                .containsPattern("privacy_suppressed_total\\{what=\"samples\"} [1-9]"));
        assertThat(verify(subject).outcomes()).isEmpty();
    }

    @Test
    void shouldKeepWhatThePlanRetainsAndDisposeOfItWhenTold() {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "192.0.2.3", START);
        publishDay(vpsId, 7);
        await().until(() -> stored(vpsId) == 24);
        LocalDate until = LocalDate.of(2027, 12, 31);

        CommandCompleted erased = erase(
                subject,
                List.of(
                        new CategoryInstruction(
                                DataCategory.IP_ASSIGNMENT, Treatment.RETAIN, "Art. 17(3)(e)", until, List.of(), null),
                        new CategoryInstruction(
                                DataCategory.TRAFFIC_VOLUME, Treatment.RETAIN, "Art. 17(3)(e)", until, List.of(), null),
                        new CategoryInstruction(
                                DataCategory.RESOURCE_USAGE, Treatment.ANONYMISE, null, null, List.of(), null)));

        List<CategoryOutcome> retained = erased.outcomes().stream()
                .filter(outcome -> outcome.outcome() == Outcome.RETAINED)
                .toList();
        assertThat(retained)
                .extracting(CategoryOutcome::category)
                .containsExactlyInAnyOrder(DataCategory.IP_ASSIGNMENT, DataCategory.TRAFFIC_VOLUME);
        assertThat(verify(subject).outcomes())
                .extracting(CategoryOutcome::category, CategoryOutcome::count, CategoryOutcome::digest)
                .containsExactlyInAnyOrderElementsOf(retained.stream()
                        .map(one -> org.assertj.core.groups.Tuple.tuple(one.category(), one.count(), one.digest()))
                        .toList());
        assertThat(count("SELECT sum(cpu_microseconds + memory_used_bytes) FROM usage_sample JOIN vps USING (vps_no)"
                        + " WHERE vps_id = '" + vpsId + "'"))
                .isZero();
        publish(sample(vpsId, START.plus(Duration.ofDays(5)), 5));

        dispose(subject, DataCategory.IP_ASSIGNMENT);
        dispose(subject, DataCategory.TRAFFIC_VOLUME);

        assertThat(verify(subject).outcomes()).isEmpty();
        assertThat(count("SELECT count(*) FROM vps WHERE vps_id = '" + vpsId + "'"))
                .isZero();
        assertThat(stored(vpsId)).isZero();
    }

    /** The command knows nothing of the hold: it was frozen before. */
    @Test
    void shouldRetainWhatAHoldCoversThatArrivesWhileTheErasureWaits() throws Exception {
        UUID subject = UUID.randomUUID();
        UUID vpsId = newVps(subject, "192.0.2.5", START);
        publishDay(vpsId, 7);
        await().until(() -> stored(vpsId) == 24);
        UUID command = UUID.randomUUID();
        UUID hold = UUID.randomUUID();
        try (Connection taking = Infrastructure.get().postgres().connect("metrics")) {
            taking.setAutoCommit(false);
            taking.createStatement()
                    .execute("SELECT take_hold_in('{\"holdId\":\"" + hold + "\",\"version\":1,\"state\":\"placed\","
                            + "\"subjectId\":\"" + subject + "\",\"category\":\"ip-assignment\",\"recordIds\":[],"
                            + "\"legalBasis\":\"GDPR Art. 17(3)(e)\"}')");
            publish(new SubjectErase(command, UUID.randomUUID(), subject, List.of(), STORES, START));
            await().until(() -> count("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                            + " AND mode = 'ShareLock'")
                    > 0);
            taking.commit();
        }

        assertThat(receipt(command).outcomes())
                .extracting(CategoryOutcome::category, CategoryOutcome::outcome, CategoryOutcome::legalBasis)
                .containsExactlyInAnyOrder(
                        tuple(DataCategory.IP_ASSIGNMENT, Outcome.RETAINED, "GDPR Art. 17(3)(e)"),
                        tuple(DataCategory.TRAFFIC_VOLUME, Outcome.ANONYMISED, null),
                        tuple(DataCategory.RESOURCE_USAGE, Outcome.ANONYMISED, null));
        assertThat(verify(subject).outcomes())
                .extracting(CategoryOutcome::category)
                .containsExactly(DataCategory.IP_ASSIGNMENT);
        Law.release(hold);
    }

    @Test
    void shouldConfirmAHoldThatComesTooLateAndKeepNothing() {
        UUID subject = UUID.randomUUID();
        newVps(subject, "192.0.2.6", START);
        erase(subject, List.of());

        UUID hold = Law.hold(subject, null);

        assertThat(verify(subject).outcomes()).isEmpty();
        Law.release(hold);
    }

    /** Addresses run out while their holder is a customer: what was ordered about the person stands. */
    @Test
    void shouldLeaveRestrictionsAndObjectionsWhenAddressesAreDisposedOf() {
        UUID subject = UUID.randomUUID();
        newVps(subject, "192.0.2.4", START);
        Suite.execute("INSERT INTO restricted_subject (subject_id) VALUES ('" + subject + "')");
        Suite.execute(
                "INSERT INTO objecting_subject (subject_id, revision, objects) VALUES ('" + subject + "', 1, true)");

        dispose(subject, DataCategory.IP_ASSIGNMENT);

        assertThat(count("SELECT count(*) FROM ip_assignment WHERE subject_id = '" + subject + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM restricted_subject WHERE subject_id = '" + subject + "'"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM objecting_subject WHERE subject_id = '" + subject + "'"))
                .isEqualTo(1);
    }

    /** What is assigned to a person who came back may arrive before their new account does. */
    @Test
    void shouldTakeAPersonWhoComesBack() {
        UUID subject = UUID.randomUUID();
        newVps(subject, "192.0.2.5", START);
        erase(subject, List.of());
        Instant back = Instant.now();
        UUID vpsId = UUID.randomUUID();
        publish(new IpAssigned(UUID.randomUUID(), subject, vpsId, "192.0.2.6", back.plusMillis(1)));
        publish(new AccountOpened(subject, back));
        await().until(() -> count("SELECT count(*) FROM vps WHERE vps_id = '" + vpsId + "'") == 1);

        UUID late = UUID.randomUUID();
        long taken = count(TAKEN);
        publish(new IpAssigned(UUID.randomUUID(), subject, late, "192.0.2.7", START));
        await().until(() -> count(TAKEN) == taken + 1);
        assertThat(count("SELECT count(*) FROM vps WHERE vps_id = '" + late + "'"))
                .as("of the life that was erased")
                .isZero();
    }

    private static void publishDay(UUID vpsId, long seed) {
        for (int i = 0; i < 24; i++) {
            publish(sample(vpsId, START.plusSeconds(300L * i), seed + i));
        }
    }

    private static CommandCompleted erase(UUID subject, List<CategoryInstruction> instructions) {
        UUID command = UUID.randomUUID();
        publish(new SubjectErase(command, UUID.randomUUID(), subject, instructions, STORES, START));
        return receipt(command);
    }

    private static CommandCompleted verify(UUID subject) {
        UUID command = UUID.randomUUID();
        publish(new SubjectVerify(command, UUID.randomUUID(), subject, STORES, START));
        return receipt(command);
    }

    private static void dispose(UUID subject, DataCategory category) {
        UUID command = UUID.randomUUID();
        publish(new CategoryDispose(command, null, subject, category, List.of(), "1", STORES, START));
        assertThat(receipt(command).outcomes())
                .extracting(CategoryOutcome::outcome)
                .containsExactly(Outcome.ERASED);
    }

    private static long stored(UUID vpsId) {
        return count("SELECT count(*) FROM usage_sample s JOIN vps v USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
