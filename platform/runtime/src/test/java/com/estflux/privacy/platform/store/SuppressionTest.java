package com.estflux.privacy.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class SuppressionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Suppression suppression;

    @Inject
    Transactions transactions;

    @Inject
    CommandExecution execution;

    @Test
    void shouldNeverLeaveStoredWhatIsSuppressed() {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            for (int round = 0; round < 20; round++) {
                UUID subject = UUID.randomUUID();
                List<CompletableFuture<Void>> racers = new ArrayList<>();
                for (int writer = 0; writer < 10; writer++) {
                    racers.add(CompletableFuture.runAsync(() -> run(() -> storeUnlessSuppressed(subject)), threads));
                    if (writer == 4) {
                        racers.add(CompletableFuture.runAsync(() -> run(() -> erase(subject)), threads));
                    }
                }
                racers.forEach(CompletableFuture::join);

                assertThat(Database.count("SELECT count(*) FROM ticket WHERE subject_id = ?", subject))
                        .as("rows of an erased subject")
                        .isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldTellSuppressedFromOthersWithoutKnowingThem() {
        UUID erased = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        run(() -> suppression.add(erased));
        run(() -> suppression.add(erased));

        assertThat(transactions
                        .run(() -> suppression.among(List.of(erased, other)))
                        .await()
                        .atMost(PATIENCE))
                .containsExactly(erased);
        assertThat(transactions.run(() -> suppression.contains(other)).await().atMost(PATIENCE))
                .isFalse();
        assertThat(String.join("\n", Database.query("SELECT pseudonym FROM suppression")))
                .doesNotContain(erased.toString());
    }

    @Test
    void shouldLetBackWhoOpensAnAccountAgain() {
        UUID person = UUID.randomUUID();
        Instant before = Instant.now();
        run(() -> suppression.add(person));
        Instant back = Instant.now().plusSeconds(60);

        assertThat(ask(() -> suppression.readmit(person, before))).isFalse();
        assertThat(ask(() -> suppression.excludes(person, back.plusSeconds(1)))).isTrue();
        assertThat(ask(() -> suppression.readmit(person, back))).isTrue();
        assertThat(ask(() -> suppression.readmit(person, back))).isFalse();

        assertThat(ask(() -> suppression.contains(person))).isFalse();
        assertThat(ask(() -> suppression.excludes(person, before))).isTrue();
        assertThat(ask(() -> suppression.excludes(person, back.minusMillis(1)))).isTrue();
        assertThat(ask(() -> suppression.excludes(person, back))).isFalse();

        run(() -> suppression.add(person));
        assertThat(ask(() -> suppression.excludes(person, back))).isTrue();
    }

    private boolean ask(java.util.function.Supplier<Uni<Boolean>> question) {
        return transactions.run(question).await().atMost(PATIENCE);
    }

    private Uni<Void> storeUnlessSuppressed(UUID subject) {
        return suppression
                .contains(subject)
                .chain(suppressed -> suppressed
                        ? Uni.createFrom().voidItem()
                        : Panache.getSession()
                                .chain(session -> session.createNativeQuery(
                                                "INSERT INTO ticket (ticket_id, subject_id) VALUES (:id, :subject)")
                                        .setParameter("id", UUID.randomUUID())
                                        .setParameter("subject", subject)
                                        .executeUpdate())
                                .replaceWithVoid());
    }

    private Uni<Void> erase(UUID subject) {
        return execution.erase(
                new SubjectErase(UUID.randomUUID(), null, subject, List.of(), List.of("probe"), Instant.EPOCH));
    }

    private void run(java.util.function.Supplier<Uni<Void>> work) {
        transactions.run(work).await().atMost(PATIENCE);
    }
}
