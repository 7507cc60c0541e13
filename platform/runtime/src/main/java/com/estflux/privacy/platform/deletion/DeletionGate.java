package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.time.TimeGuard;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.JsonQuery;
import com.estflux.privacy.platform.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The one gate through which every deletion of personal data by date passes. It opens the transaction of the deletion and
 * lets it go ahead only if the clock can be trusted and this store has read all that retention-service has published. What
 * the permit says holds until the transaction ends: a hold that arrives meanwhile waits, and is confirmed only afterwards.
 */
@ApplicationScoped
public class DeletionGate {

    private static final Logger LOG = Logger.getLogger(DeletionGate.class);
    private static final String KNOWLEDGE = "SELECT cast(deletion_knowledge($1) AS text)";

    private final Publications publications;
    private final TimeGuard guard;
    private final Transactions transactions;
    private final Pool pool;
    private final EventCodec codec;
    private final Clock clock;

    DeletionGate(
            Publications publications,
            TimeGuard guard,
            Transactions transactions,
            Pool pool,
            EventCodec codec,
            Clock clock) {
        this.publications = publications;
        this.guard = guard;
        this.transactions = transactions;
        this.pool = pool;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Deletes by date in a session and transaction of its own.
     *
     * @param refused what it completes with if nothing may be deleted now
     * @param deletion what to delete; the permit is good for these categories
     */
    public <T> Uni<T> pass(T refused, Function<DeletionPermit, Uni<T>> deletion, DataCategory... categories) {
        return ends(
                refused,
                ends -> transactions.run(
                        () -> permit(JsonQuery.ofSession(), ends, categories).chain(permit -> permit.map(deletion)
                                .orElseGet(() -> Uni.createFrom().item(refused)))));
    }

    /** The same in a transaction of the driver's. */
    public <T> Uni<T> passOnDriver(
            T refused, BiFunction<SqlConnection, DeletionPermit, Uni<T>> deletion, DataCategory... categories) {
        return ends(
                refused,
                ends -> pool.withTransaction(transaction -> permit(JsonQuery.of(transaction), ends, categories)
                        .chain(permit -> permit.map(given -> deletion.apply(transaction, given))
                                .orElseGet(() -> Uni.createFrom().item(refused)))));
    }

    private <T> Uni<T> ends(T refused, Function<Map<Publications.Partition, Long>, Uni<T>> then) {
        return publications
                .ends()
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("nothing is deleted by date, the rules cannot be read: %s", Failures.describe(failure));
                    return Optional.empty();
                })
                .chain(ends -> ends.map(then).orElseGet(() -> Uni.createFrom().item(refused)));
    }

    private Uni<Optional<DeletionPermit>> permit(
            JsonQuery transaction, Map<Publications.Partition, Long> ends, DataCategory... categories) {
        String named = Arrays.stream(categories).map(DataCategory::key).collect(Collectors.joining(","));
        return guard.trusted(transaction).chain(trusted -> {
            if (!trusted) {
                return Uni.createFrom().item(Optional.empty());
            }
            return transaction.ask(KNOWLEDGE, named).map(known -> {
                if (!Publications.areRead(known, ends)) {
                    LOG.warn("nothing is deleted by date: not all rules and holds have been read yet");
                    return Optional.empty();
                }
                return Optional.of(new DeletionPermit(Tallinn.today(clock), rules(known), KnownHold.all(known)));
            });
        });
    }

    private Map<DataCategory, RulePublished> rules(JsonObject known) {
        return known.getJsonArray("rules").stream()
                .map(rule -> codec.fromJson(
                        ((JsonObject) rule).encode().getBytes(StandardCharsets.UTF_8), RulePublished.class))
                .collect(Collectors.toMap(RulePublished::category, Function.identity()));
    }
}
