package com.estflux.privacy.platform.deletion;

import static com.estflux.privacy.contracts.DataCategory.SERVER_LOG;
import static com.estflux.privacy.contracts.DataCategory.SUPPORT_CORRESPONDENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.retention.CountedFrom;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.HoldState;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.contracts.retention.RuleVersion;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class DeletionGateTest {

    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String REFUSED = "refused";

    @Inject
    DeletionGate gate;

    private int revision;

    @BeforeEach
    void ruleIsKnown() {
        revision = (int) Database.count("SELECT coalesce(max(revision), 0) + 1 FROM known_rule");
        rule("retention", SUPPORT_CORRESPONDENCE, revision, "P1Y");
        await().atMost(PATIENCE).until(() -> known(SUPPORT_CORRESPONDENCE, revision));
    }

    @AfterEach
    void restoreTime() {
        Database.update("DELETE FROM time_mark");
    }

    @Test
    void shouldDeleteByTheRuleInForceOnBothWaysToTheDatabase() {
        LocalDate last =
                LocalDate.now(ZoneId.of("Europe/Tallinn")).minusYears(1).minusDays(1);

        assertThat(ask(permit -> permit.lastStartOver(SUPPORT_CORRESPONDENCE)))
                .isEqualTo(Optional.of(last).toString());
        assertThat(result(gate.passOnDriver(
                        REFUSED,
                        (transaction, permit) -> Uni.createFrom()
                                .item(permit.lastStartOver(SUPPORT_CORRESPONDENCE)
                                        .toString()),
                        SUPPORT_CORRESPONDENCE)))
                .isEqualTo(Optional.of(last).toString());
        assertThat(ask(permit -> permit.lastStartOver(SERVER_LOG)))
                .as("no rule, no deletion")
                .isEqualTo(Optional.empty().toString());
    }

    @Test
    void shouldNotBelieveOlderOrForgedRulesAndHolds() {
        UUID hold = hold(UUID.randomUUID(), null);
        rule("stranger", SUPPORT_CORRESPONDENCE, revision + 5, "P0D");
        rule("retention", SUPPORT_CORRESPONDENCE, revision - 1, "P0D");
        say("stranger", released(hold, 3));
        say("retention", released(hold, 2));
        say("retention", placed(hold, 1, UUID.randomUUID(), null));
        rule("retention", SERVER_LOG, 1, "P90D");

        await().atMost(PATIENCE).until(() -> known(SERVER_LOG, 1) && isRead());
        assertThat(known(SUPPORT_CORRESPONDENCE, revision)).isTrue();
        assertThat(Database.query("SELECT version || ' ' || released FROM known_hold WHERE hold_id = ?", hold))
                .containsExactly("2 true");
        assertThat(Database.count("SELECT count(*) FROM known_hold WHERE subject_id IS NOT NULL AND hold_id = ?", hold))
                .isZero();
        assertThat(Database.update("DELETE FROM known_rule WHERE category = 'server-log'"))
                .isEqualTo(1);
    }

    @Test
    void shouldDeleteNothingBeforeEverythingPublishedHasBeenRead() {
        Database.update("UPDATE known_position SET next_offset = next_offset - 1 WHERE topic = 'retention.rules.v1'"
                + " AND next_offset > 0");
        assertThat(ask(permit -> "passed")).isEqualTo(REFUSED);
        Database.update("UPDATE known_position SET next_offset = next_offset + 1 WHERE topic = 'retention.rules.v1'");
        assertThat(ask(permit -> "passed")).isEqualTo("passed");
    }

    @Test
    void shouldDeleteNothingWhileTheClockIsNotTrusted() {
        assertThat(ask(permit -> "passed")).isEqualTo("passed");
        Database.update("UPDATE time_mark SET high_water = clock_timestamp() + interval '1 day'");
        assertThat(ask(permit -> "passed")).as("time went back").isEqualTo(REFUSED);
        Database.update("UPDATE time_mark SET high_water = clock_timestamp() - interval '1 hour'");
        assertThat(ask(permit -> "passed")).as("until an officer has looked").isEqualTo(REFUSED);
    }

    @Test
    void shouldTakeAHoldInOnlyOnceADeletionThatDidNotKnowItHasEnded() {
        UUID subject = UUID.randomUUID();
        var inside = new CompletableFuture<String>();
        var goOn = new CompletableFuture<String>();
        var deletion = gate.passOnDriver(
                        REFUSED,
                        (transaction, permit) -> {
                            inside.complete(List.of(permit.heldSubjects(SUPPORT_CORRESPONDENCE))
                                    .toString());
                            return Uni.createFrom().completionStage(goOn);
                        },
                        SUPPORT_CORRESPONDENCE)
                .subscribeAsCompletionStage();
        assertThat(inside.orTimeout(40, TimeUnit.SECONDS).join()).doesNotContain(subject.toString());

        UUID hold = UUID.randomUUID();
        say("retention", placed(hold, 1, subject, null));
        await().atMost(PATIENCE)
                .until(() -> Database.count("SELECT count(*) FROM pg_locks WHERE NOT granted"
                                + " AND locktype = 'advisory' AND mode = 'ExclusiveLock'")
                        == 1);
        assertThat(isConfirmed(hold, 1)).isFalse();

        goOn.complete("done");
        assertThat(deletion.join()).isEqualTo("done");
        await().atMost(PATIENCE).until(() -> isConfirmed(hold, 1));
        assertThat(ask(permit -> List.of(permit.heldSubjects(SUPPORT_CORRESPONDENCE))))
                .contains(subject.toString());
        release(hold);
    }

    @Test
    void shouldKnowAHoldThatIsBeingTakenIn() throws Exception {
        UUID subject = UUID.randomUUID();
        UUID hold = UUID.randomUUID();
        CompletableFuture<String> asked;
        try (Connection taking = Infrastructure.get().postgres().connect("consent")) {
            taking.setAutoCommit(false);
            try (var statement = taking.prepareStatement("SELECT take_hold_in(?)")) {
                statement.setString(
                        1,
                        new String(
                                CODEC.toJson(placed(hold, 1, subject, SUPPORT_CORRESPONDENCE)),
                                StandardCharsets.UTF_8));
                statement.execute();
            }
            asked = CompletableFuture.supplyAsync(
                    () -> ask(permit -> List.of(permit.heldSubjects(SUPPORT_CORRESPONDENCE))));
            await().atMost(PATIENCE)
                    .until(() -> Database.count("SELECT count(*) FROM pg_locks WHERE NOT granted"
                                    + " AND locktype = 'advisory' AND mode = 'ShareLock'")
                            == 1);
            assertThat(asked).isNotDone();
            taking.commit();
        }

        assertThat(asked.join()).contains(subject.toString());
        release(hold);
    }

    @Test
    void shouldTellWhatAHoldCovers() {
        UUID hold = hold(null, SUPPORT_CORRESPONDENCE);
        assertThat(ask(permit -> permit.lastStartOver(SUPPORT_CORRESPONDENCE)))
                .isEqualTo(Optional.empty().toString());
        release(hold);
        assertThat(ask(permit -> permit.lastStartOver(SUPPORT_CORRESPONDENCE)))
                .isNotEqualTo(Optional.empty().toString());
    }

    private String ask(Function<DeletionPermit, Object> question) {
        return result(gate.pass(
                REFUSED,
                permit -> Uni.createFrom().item(String.valueOf(question.apply(permit))),
                SUPPORT_CORRESPONDENCE));
    }

    private static String result(Uni<String> answer) {
        return answer.await().atMost(PATIENCE);
    }

    private UUID hold(@Nullable UUID subject, @Nullable DataCategory category) {
        UUID hold = UUID.randomUUID();
        say("retention", placed(hold, 1, subject, category));
        await().atMost(PATIENCE).until(() -> isConfirmed(hold, 1) && isRead());
        return hold;
    }

    private static void release(UUID hold) {
        say("retention", released(hold, 2));
        await().atMost(PATIENCE).until(() -> isConfirmed(hold, 2) && isRead());
    }

    private static HoldChanged placed(UUID hold, int version, @Nullable UUID subject, @Nullable DataCategory category) {
        return new HoldChanged(
                hold, version, HoldState.PLACED, subject, category, List.of(), "GDPR Art. 17(3)(e)", Instant.now());
    }

    private static HoldChanged released(UUID hold, int version) {
        return new HoldChanged(hold, version, HoldState.RELEASED, null, null, List.of(), null, Instant.now());
    }

    private static void rule(String who, DataCategory category, int revision, String period) {
        var version = new RuleVersion(Math.max(revision, 1), LocalDate.of(2026, 1, 1), period, CountedFrom.START);
        say(
                who,
                new RulePublished(
                        category,
                        Math.max(revision, 1),
                        List.of(version),
                        "12-31",
                        List.of(),
                        revision < 1 ? Instant.EPOCH : Instant.now()));
    }

    private static void say(String who, EventData data) {
        KAFKA.send(CODEC.encode(EventMessage.create("/estflux/" + who, Clock.systemUTC(), data)));
    }

    private static boolean known(DataCategory category, int revision) {
        return Database.count(
                        "SELECT count(*) FROM known_rule WHERE category = ? AND revision = ?", category.key(), revision)
                == 1;
    }

    private static boolean isRead() {
        long published = (long) KAFKA.records(Topic.RETENTION_RULES.topicName()).size()
                + KAFKA.records(Topic.RETENTION_HOLDS.topicName()).size();
        return Database.count("SELECT coalesce(sum(next_offset), 0) FROM known_position") >= published;
    }

    private static boolean isConfirmed(UUID hold, int version) {
        return KAFKA.events(Topic.PRIVACY_RECEIPTS).stream()
                .map(EventMessage::data)
                .filter(HoldConfirmed.class::isInstance)
                .map(HoldConfirmed.class::cast)
                .anyMatch(confirmed -> confirmed.holdId().equals(hold) && confirmed.version() == version);
    }
}
