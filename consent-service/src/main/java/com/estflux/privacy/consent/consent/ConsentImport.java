package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.messaging.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions over from elsewhere, many in one transaction, through the same rules and into the same history as any
 * other. It uses the driver directly, as what it writes with does.
 */
@ApplicationScoped
public class ConsentImport {

    /** By position, those of which the very same decision is on record. */
    private static final String ON_RECORD = """
        SELECT asked.ordinal::int
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) WITH ORDINALITY
            AS asked (subject_id, purpose_key, state, decided_at, ordinal)
        JOIN subject s ON s.subject_id = asked.subject_id
        WHERE EXISTS (SELECT FROM consent_record r
            WHERE r.subject_key = s.subject_key AND r.purpose_key = asked.purpose_key
              AND r.state = asked.state AND r.decided_at = asked.decided_at)
        """;

    private final Pool pool;
    private final ConsentWriter writer;
    private final Outbox outbox;

    ConsentImport(Pool pool, ConsentWriter writer, Outbox outbox) {
        this.pool = pool;
        this.writer = writer;
        this.outbox = outbox;
    }

    /**
     * Takes decisions over, in their order; those of one person build on each other.
     *
     * @param actor who imports, as the audit log names them
     * @param rehearsal what a dry run would have recorded so far: it is all done, and undone again; null if it is meant
     * @return what became of each
     */
    public Uni<List<ImportOutcome>> take(List<ImportedConsent> decisions, String actor, @Nullable Rehearsal rehearsal) {
        List<Asked> asked = decisions.stream().map(one -> asked(one, actor)).toList();
        return pool.withConnection(
                        connection -> connection.begin().chain(transaction -> take(connection, asked, rehearsal)
                                .call(() -> rehearsal != null ? transaction.rollback() : transaction.commit())
                                .onFailure()
                                .call(() -> undo(transaction))))
                .invoke(outbox::committed);
    }

    private static Uni<Void> undo(Transaction transaction) {
        return transaction.rollback().onFailure().recoverWithNull();
    }

    private Uni<List<ImportOutcome>> take(SqlConnection connection, List<Asked> asked, @Nullable Rehearsal rehearsal) {
        return writer.write(connection, asked, rehearsal).chain(results -> {
            List<Asked> late = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                if (isLate(results.get(i))) {
                    late.add(asked.get(i));
                }
            }
            return onRecord(connection, late).map(known -> outcomes(results, late, known, rehearsal));
        });
    }

    private static List<ImportOutcome> outcomes(
            List<Result> results, List<Asked> late, Set<Integer> known, @Nullable Rehearsal rehearsal) {
        List<ImportOutcome> outcomes = new ArrayList<>();
        int position = 0;
        for (Result result : results) {
            boolean duplicate = false;
            if (isLate(result)) {
                Asked one = late.get(position++);
                duplicate = known.contains(position)
                        || (rehearsal != null
                                && rehearsal.holds(one, madeAt(one).toInstant()));
            }
            outcomes.add(new ImportOutcome(duplicate, duplicate ? null : result.problem()));
        }
        return outcomes;
    }

    private static boolean isLate(Result result) {
        return result.problem() != null && result.problem().type().equals(ConsentRules.LATER_DECISION);
    }

    private static Uni<Set<Integer>> onRecord(SqlConnection connection, List<Asked> late) {
        if (late.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Tuple asked = Tuple.of(
                late.stream().map(Asked::subjectId).toArray(UUID[]::new),
                late.stream().map(Asked::purpose).toArray(String[]::new),
                late.stream()
                        .map(one -> one.state().name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new),
                late.stream().map(ConsentImport::madeAt).toArray(OffsetDateTime[]::new));
        return connection.preparedQuery(ON_RECORD).execute(asked).map(ConsentImport::positions);
    }

    private static Set<Integer> positions(RowSet<Row> rows) {
        Set<Integer> positions = new HashSet<>();
        rows.forEach(row -> positions.add(row.getInteger(0)));
        return positions;
    }

    private static OffsetDateTime madeAt(Asked asked) {
        var madeAt = asked.occasion().at();
        return madeAt == null
                ? OffsetDateTime.MIN
                : madeAt.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static Asked asked(ImportedConsent one, String actor) {
        return new Asked(
                one.subjectId(),
                one.purpose(),
                new ConsentRequest(
                        Choice.valueOf(one.decision().name()), one.noticeVersion(), one.language(), one.channel()),
                ConsentRecord.IMPORT + actor,
                Precondition.NONE,
                Asked.CONSENT,
                null,
                Asked.Occasion.imported(one.decidedAt()));
    }
}
