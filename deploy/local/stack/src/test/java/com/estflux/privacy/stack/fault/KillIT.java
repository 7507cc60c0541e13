package com.estflux.privacy.stack.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.platform.testing.infrastructure.MailServer;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.stack.SharedStack;
import com.estflux.privacy.stack.story.Erasure;
import com.estflux.privacy.stack.story.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Kills each service, the broker and the database in the middle of an erasure. The first round kills at the first
 * receipt; later ones ({@code -Destflux.kill.rounds}) at a moment drawn from a printed seed
 * ({@code -Destflux.kill.seed}). {@code -Destflux.kill.victims} chooses among them.
 */
class KillIT {

    private static final List<String> VICTIMS =
            List.of(System.getProperty("estflux.kill.victims", "consent,dsr,retention,metrics,kafka,postgres")
                    .split(","));
    private static final int ROUNDS = Integer.getInteger("estflux.kill.rounds", 1);
    private static final long SEED = Long.getLong("estflux.kill.seed", System.nanoTime());
    private static final Duration COMPLETION = Duration.ofMinutes(3);

    /** What an erasure may leave of a person; the tables are those of what the plan retains, and of its proof. */
    private static final Set<String> MAY_KEEP = Set.of("billing", "support", "retention", "dsr");

    private final SharedStack faults = SharedStack.get();
    private final KafkaProbe kafka = new KafkaProbe(faults.stack().kafka());
    private final Random random = new Random(SEED);
    private final Map<Person, String> erased = new LinkedHashMap<>();

    @Test
    void shouldCompleteEveryErasureExactlyOnceWhoeverIsKilled() {
        faults.say("kill", ROUNDS + " rounds, seed " + SEED);
        Person bystander = faults.customers().settle();
        Map<String, String> untouched = faults.customers().held(List.of(bystander));
        List<String> failures = new ArrayList<>();

        for (int round = 1; round <= ROUNDS; round++) {
            for (String victim : VICTIMS) {
                try {
                    eraseWhileKilling(victim, round);
                    assertThat(faults.customers().held(List.of(bystander)))
                            .as("the other customer's rows")
                            .isEqualTo(untouched);
                } catch (AssertionError | RuntimeException e) {
                    faults.say("kill", "FAILED round " + round + " " + victim + ": " + e.getMessage());
                    failures.add("round " + round + ", " + victim + ": " + e.getMessage());
                }
            }
        }

        // Once more at the end: a second letter or receipt would have come by now.
        erased.forEach((person, requestId) -> check(failures, person, requestId));
        assertThat(failures).isEmpty();
    }

    private void eraseWhileKilling(String victim, int round) {
        long begun = System.nanoTime();
        Person person = faults.customers().settle();
        Erasure erasure = faults.customers().erasure(person);
        erasure.ask();
        var plan = erasure.awaitPlan();
        String moment;
        try (ReceiptWatch watch = new ReceiptWatch(faults.stack().kafka(), person.id())) {
            erasure.approve(plan);
            moment = awaitMoment(watch, round);
            faults.stack().service(victim).kill();
        }
        long killed = System.nanoTime();
        faults.stack().service(victim).restart();
        long restarted = System.nanoTime();
        String requestId = erasure.requestId();
        await().atMost(COMPLETION)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> faults.query("dsr", "SELECT status FROM request WHERE request_id::text = ?", requestId)
                        .contains("COMPLETED"));
        await().atMost(COMPLETION).ignoreExceptions().until(() -> !erasure.certificate()
                .isEmpty());
        await().atMost(COMPLETION).until(() -> !letters(person).isEmpty());
        assertErasedOnce(person, requestId);
        erased.put(person, requestId);
        faults.say(
                "kill",
                String.format(
                        "round %d, %s at %s: down %d ms, whole erasure with its customer's life %d ms",
                        round, victim, moment, millis(killed, restarted), millis(begun, System.nanoTime())));
    }

    /** Deterministic in the first round; afterwards at a receipt, or at a time, chosen by chance. */
    private String awaitMoment(ReceiptWatch watch, int round) {
        if (round > 1 && random.nextBoolean()) {
            long delay = random.nextInt(1500);
            LockSupport.parkNanos(Duration.ofMillis(delay).toNanos());
            return delay + " ms after the approval";
        }
        int receipt = round == 1 ? 1 : 1 + random.nextInt(10);
        assertThat(watch.await(receipt, Duration.ofSeconds(60)))
                .as("receipt %d is seen", receipt)
                .isTrue();
        return "receipt " + receipt;
    }

    private void check(List<String> failures, Person person, String requestId) {
        try {
            assertErasedOnce(person, requestId);
        } catch (AssertionError e) {
            failures.add("in the end, " + requestId + ": " + e.getMessage());
        }
    }

    private void assertErasedOnce(Person person, String requestId) {
        assertReceipts(person.id());
        assertThat(faults.query("dsr", "SELECT 1 FROM certificate WHERE request_id::text = ?", requestId))
                .as("certificates")
                .hasSize(1);
        assertThat(letters(person)).as("letters").hasSize(1);
        Map<String, String> left = faults.customers().held(List.of(person));
        assertThat(left.keySet().stream()
                        .map(table -> table.substring(0, table.indexOf('.')))
                        .collect(Collectors.toSet()))
                .as("databases that still hold something: %s", left.keySet())
                .isSubsetOf(MAY_KEEP);
        assertThat(left.get("billing.billing_record"))
                .as("kept invoice and payment")
                .startsWith("2 rows");
        assertThat(left.get("support.ticket"))
                .as("the ticket that is still open")
                .startsWith("1 rows");
    }

    /** One erase and one verify command, word for word the same however often sent; one final answer of each store. */
    private void assertReceipts(UUID subjectId) {
        List<Command> commands = about(Topic.PRIVACY_COMMANDS, subjectId, Command.class).stream()
                .map(EventMessage::data)
                .map(Command.class::cast)
                .distinct()
                .toList();
        assertThat(commands)
                .hasSize(2)
                .hasAtLeastOneElementOfType(SubjectErase.class)
                .hasAtLeastOneElementOfType(SubjectVerify.class);
        List<EventMessage<?>> receipts = about(Topic.PRIVACY_RECEIPTS, subjectId, Receipt.class);
        for (Command command : commands) {
            for (String store : command.stores()) {
                assertThat(receipts.stream()
                                .filter(event -> !(event.data() instanceof CommandAcknowledged))
                                .filter(event -> ((Receipt) event.data())
                                                .commandId()
                                                .equals(command.commandId())
                                        && ((Receipt) event.data()).storeId().equals(store))
                                .distinct())
                        .as("final receipts of %s", store)
                        .singleElement()
                        .satisfies(event -> assertThat(event.data()).isInstanceOf(CommandCompleted.class));
            }
        }
    }

    private List<EventMessage<?>> about(Topic topic, UUID subjectId, Class<?> kind) {
        return kafka.events(topic).stream()
                .filter(event -> kind.isInstance(event.data()))
                .filter(event -> event.type().keyOf(event.data()).equals(subjectId.toString()))
                .toList();
    }

    private List<MailServer.Message> letters(Person person) {
        return faults.stack().mail().messagesTo(person.email());
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
