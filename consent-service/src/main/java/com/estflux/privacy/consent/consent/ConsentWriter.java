package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.ConsentGroup.Recorded;
import com.estflux.privacy.consent.consent.ConsentGroup.Repeatable;
import com.estflux.privacy.consent.consent.ConsentGroup.Situation;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.store.Suppression;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a group of decisions in one transaction: state, history, event and audit entry of each, or none. It uses the
 * driver directly: a hot path with a fixed, small number of round trips however large the group is.
 */
@ApplicationScoped
class ConsentWriter {

    private static final String STANDINGS =
            "SELECT * FROM consent_standings($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[])";
    private static final String ANSWERED = """
        SELECT q.request_key, q.request_digest, r.record_id, r.purpose_key, r.revision, r.state, r.notice_version,
               r.notice_hash, r.language, r.channel, r.decided_at, r.expires_at, r.hash, r.actor
        FROM consent_request q JOIN consent_record r ON r.record_id = q.record_id
        WHERE q.request_key = ANY ($1::text[])
        """;

    private final Pool pool;
    private final ConsentRows rows;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final Suppression suppression;
    private final Clock clock;

    ConsentWriter(
            Pool pool,
            ConsentRows rows,
            Outbox outbox,
            AuditLog audit,
            Pseudonyms pseudonyms,
            Suppression suppression,
            Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.outbox = outbox;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.suppression = suppression;
        this.clock = clock;
    }

    /**
     * Records decisions; the results are in their order and durable when it completes. Begins with what it reads and
     * commits with what it writes: two round trips. Should anything fail, what follows fails too, and a commit undoes. A
     * statement that has to be prepared first holds back those sent after it.
     */
    Uni<List<Result>> write(List<Asked> asked) {
        return pool.withConnection(connection -> Uni.combine()
                        .all()
                        .unis(connection.query("BEGIN").execute(), read(connection, asked, null))
                        .collectFailures()
                        .with((begun, group) -> group)
                        .chain(group -> Uni.combine()
                                .all()
                                .unis(
                                        insert(connection, group),
                                        connection.query("COMMIT").execute())
                                .collectFailures()
                                .with((inserted, committed) -> group.results())
                                .onFailure(CommitOutcome::isUnknown)
                                .transform(CommitOutcome::unknown))
                        .onFailure()
                        .call(() -> connection
                                .query("ROLLBACK")
                                .execute()
                                .onFailure()
                                .recoverWithNull()))
                .invoke(outbox::committed);
    }

    /** The same in a transaction of the caller's, who tells the outbox of its commit. */
    Uni<List<Result>> write(SqlConnection connection, List<Asked> asked) {
        return write(connection, asked, null);
    }

    /** The same, on top of what a rehearsal would have recorded so far, and added to it. */
    Uni<List<Result>> write(SqlConnection connection, List<Asked> asked, @Nullable Rehearsal rehearsal) {
        return read(connection, asked, rehearsal)
                .chain(group -> insert(connection, group).replaceWith(group.results()));
    }

    private Uni<ConsentGroup> read(SqlConnection connection, List<Asked> asked, @Nullable Rehearsal rehearsal) {
        List<String> refs = column(asked, one -> pseudonyms.of(one.subjectId()));
        // Sent together, carried out one after the other: what the second sees is from after the locks were granted.
        return Uni.combine()
                .all()
                .unis(connection.preparedQuery(STANDINGS).execute(questions(asked, refs)), answered(connection, asked))
                .asTuple()
                .chain(read -> complete(connection, asked, read.getItem1())
                        .map(context -> apply(asked, refs, read.getItem1(), read.getItem2(), context, rehearsal)));
    }

    private record Context(NoticeFallback notices, Map<GroupReader.Key, Standing> provenance) {}

    /** Few need more than the standings: those that name a notice there is not, and imports. */
    private static Uni<Context> complete(SqlConnection connection, List<Asked> asked, RowSet<Row> found) {
        List<Asked> without = new ArrayList<>();
        int i = 0;
        for (Row row : found) {
            Asked one = asked.get(i++);
            if (row.getString("legal_basis") != null && row.getString("notice_hash") == null) {
                without.add(one);
            }
        }
        return GroupReader.notices(connection, without).chain(notices -> GroupReader.provenance(connection, asked)
                .map(provenance -> new Context(notices, provenance)));
    }

    private static Tuple questions(List<Asked> asked, List<String> refs) {
        return Tuple.of(
                column(asked, Asked::subjectId).toArray(UUID[]::new),
                refs.toArray(String[]::new),
                column(asked, Asked::purpose).toArray(String[]::new),
                column(asked, one -> one.request().noticeVersion()).toArray(Integer[]::new),
                column(asked, one -> one.request().language()).toArray(String[]::new));
    }

    /** What requests with the same keys were answered with before; few have a key. */
    private static Uni<Map<String, Repeatable>> answered(SqlConnection connection, List<Asked> asked) {
        String[] keys = asked.stream()
                .map(Asked::once)
                .filter(Objects::nonNull)
                .map(Asked.Once::key)
                .toArray(String[]::new);
        if (keys.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return connection.preparedQuery(ANSWERED).execute(Tuple.of(keys)).map(rows -> {
            Map<String, Repeatable> answered = new HashMap<>();
            rows.forEach(row -> answered.put(
                    row.getString("request_key"),
                    new Repeatable(row.getString("request_digest"), ConsentRows.consent(row))));
            return answered;
        });
    }

    private ConsentGroup apply(
            List<Asked> asked,
            List<String> refs,
            RowSet<Row> found,
            Map<String, Repeatable> answered,
            Context context,
            @Nullable Rehearsal rehearsal) {
        ConsentGroup group = new ConsentGroup(clock.instant());
        Set<String> erased = new HashSet<>();
        int i = 0;
        for (Row row : found) {
            Asked one = asked.get(i);
            boolean suppressed = row.getBoolean("suppressed");
            if (suppressed) {
                erased.add(refs.get(i));
            }
            Asked.Once once = one.once();
            group.add(
                    one,
                    new Situation(
                            suppressed,
                            row.getUUID("subject_key"),
                            terms(row, one, context.notices()),
                            standing(row, one, context.provenance(), rehearsal),
                            once == null ? null : answered.get(once.key())));
            i++;
        }
        if (!erased.isEmpty()) {
            suppression.countDropped("consents", erased.size());
        }
        if (rehearsal != null) {
            rehearsal.add(group);
        }
        return group;
    }

    private static @Nullable Terms terms(Row row, Asked asked, NoticeFallback notices) {
        String basis = row.getString("legal_basis");
        String hash = row.getString("notice_hash");
        return basis == null
                ? null
                : new Terms(
                        basis,
                        row.getString("consent_valid_for"),
                        row.getInteger("notice_version"),
                        hash,
                        hash == null ? notices.of(asked) : null);
    }

    private static Standing standing(
            Row row, Asked asked, Map<GroupReader.Key, Standing> provenance, @Nullable Rehearsal rehearsal) {
        GroupReader.Key key = new GroupReader.Key(asked.subjectId(), asked.purpose());
        Standing rehearsed = rehearsal == null ? null : rehearsal.standing(key);
        if (rehearsed != null) {
            return rehearsed;
        }
        Long revision = row.getLong("standing_revision");
        return revision == null
                ? Standing.NONE
                : provenance.getOrDefault(
                        key,
                        new Standing(
                                revision,
                                row.getString("standing_hash"),
                                row.getOffsetDateTime("standing_decided_at").toInstant()));
    }

    private Uni<Void> insert(SqlConnection connection, ConsentGroup group) {
        List<Recorded> records = group.records();
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // One round trip. Should an event not be fit to be said, this fails before the commit is sent.
        return Uni.join()
                .all(
                        begun(rows.insert(connection, group)),
                        begun(outbox.publishAll(
                                connection,
                                records.stream().map(ConsentWriter::event).toList())),
                        audit.recordAll(
                                connection,
                                records.stream().map(ConsentWriter::entry).toList()))
                .andCollectFailures()
                .replaceWithVoid();
    }

    /** Sends a statement now: the database works on it while the next is made. */
    private static Uni<Void> begun(Uni<Void> statement) {
        return Uni.createFrom().completionStage(statement.subscribeAsCompletionStage());
    }

    private static ConsentChanged event(Recorded recorded) {
        ConsentRecord record = recorded.record();
        return new ConsentChanged(
                recorded.asked().subjectId(),
                record.purpose(),
                record.state(),
                record.recordId(),
                record.noticeVersion(),
                record.revision(),
                record.decidedAt());
    }

    /** The record's hash goes into the audit chain, which so proves the history as well. */
    private static AuditEntry entry(Recorded recorded) {
        return AuditEntry.of(
                        "consent." + recorded.record().stateName(),
                        recorded.record().actor(),
                        AuditOutcome.DONE)
                .about(recorded.asked().subjectId())
                .object("consent-record", recorded.record().recordId().toString())
                .because("sha256:" + recorded.hash());
    }

    private static <T> List<T> column(List<Asked> asked, Function<Asked, T> field) {
        List<T> values = new ArrayList<>(asked.size());
        asked.forEach(one -> values.add(field.apply(one)));
        return values;
    }
}
