package com.estflux.privacy.consent.decision;

import com.estflux.privacy.consent.decision.Facts.ConsentFacts;
import com.estflux.privacy.consent.decision.Facts.ObjectionFacts;
import com.estflux.privacy.consent.decision.Facts.PurposeFacts;
import com.estflux.privacy.consent.decision.Facts.SubjectFacts;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.time.Tallinn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what decisions depend on, for many questions in one indexed query. It uses the driver directly: this is the
 * hottest path of the suite. Nothing is cached here.
 */
@ApplicationScoped
class FactsQuery {

    private static final String FACTS = """
            SELECT p.legal_basis, p.stops_when, p.needs_account, p.material_since_version,
                   s.subject_id, s.account_state,
                   (s.restricted OR asked.purpose_key = ANY (s.restricted_purposes))
                       AND asked.purpose_key <> ALL ($4::text[]) AS restricted,
                   c.state, c.record_id, c.notice_version, c.expires_at,
                   o.state AS objection_state, o.record_id AS objection_record_id,
                   (SELECT version FROM policy WHERE status = 'published' AND effective_on <= $3
                    ORDER BY effective_on DESC, published_at DESC LIMIT 1) AS policy_version,
                   c.imported, pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS fenced
            FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS asked (subject_id, purpose_key, ordinal)
            LEFT JOIN purpose p ON p.purpose_key = asked.purpose_key
            LEFT JOIN subject s ON s.subject_id = asked.subject_id
            LEFT JOIN consent c ON c.subject_id = asked.subject_id AND c.purpose_key = asked.purpose_key
            LEFT JOIN objection o ON o.subject_id = asked.subject_id AND o.purpose_key = asked.purpose_key
            ORDER BY asked.ordinal
            """;
    private static final String ERASED = "SELECT pseudonym FROM suppression WHERE pseudonym = ANY ($1)";

    private final Pool pool;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    FactsQuery(Pool pool, Pseudonyms pseudonyms, Clock clock) {
        this.clock = clock;
        this.pool = pool;
        this.pseudonyms = pseudonyms;
    }

    /** The facts of each question as they are today, in order. */
    Uni<List<Facts>> facts(List<Question> questions) {
        return facts(questions, Tallinn.today(clock));
    }

    /** The facts of each question, in order, with the policy of a day. */
    Uni<List<Facts>> facts(List<Question> questions, LocalDate day) {
        Tuple parameters = Tuple.of(
                questions.stream().map(Question::subjectId).toArray(UUID[]::new),
                questions.stream().map(Question::purpose).toArray(String[]::new),
                day,
                DecisionRules.BEYOND_RESTRICTION.toArray(String[]::new));
        return pool.preparedQuery(FACTS)
                .execute(parameters)
                .map(FactsQuery::read)
                .chain(facts -> tellErased(questions, facts));
    }

    private static List<Facts> read(RowSet<Row> rows) {
        List<Facts> facts = new ArrayList<>(rows.size());
        if (rows.size() > 0 && rows.iterator().next().getBoolean(15)) {
            throw fenced();
        }
        rows.forEach(row -> facts.add(
                new Facts(purpose(row), subject(row), false, consent(row), objection(row), row.getString(13))));
        return facts;
    }

    /**
     * A server that takes no writes does not have, or may not have, the last withdrawals: nothing is answered from it
     * (ADR 29).
     */
    static ProblemException fenced() {
        return new ProblemException(
                new ProblemType("database-not-primary", 503, "The database is not the primary"),
                "ask again in a moment");
    }

    private static @Nullable PurposeFacts purpose(Row row) {
        String legalBasis = row.getString(0);
        return legalBasis == null
                ? null
                : new PurposeFacts(legalBasis, row.getString(1), row.getBoolean(2), row.getInteger(3));
    }

    private static @Nullable SubjectFacts subject(Row row) {
        return row.getUUID(4) == null ? null : new SubjectFacts(row.getString(5), row.getBoolean(6));
    }

    private static @Nullable ConsentFacts consent(Row row) {
        String state = row.getString(7);
        OffsetDateTime expiresAt = row.getOffsetDateTime(10);
        return state == null
                ? null
                : new ConsentFacts(
                        state,
                        row.getUUID(8),
                        row.getInteger(9),
                        expiresAt == null ? null : expiresAt.toInstant(),
                        row.getBoolean(14));
    }

    private static @Nullable ObjectionFacts objection(Row row) {
        String state = row.getString(11);
        return state == null ? null : new ObjectionFacts(state, row.getUUID(12));
    }

    /** The erased are looked for among the unknown only: nobody is both. */
    private Uni<List<Facts>> tellErased(List<Question> questions, List<Facts> facts) {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).subject() == null) {
                unknown.add(pseudonyms.of(questions.get(i).subjectId()));
            }
        }
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(facts);
        }
        return pool.preparedQuery(ERASED)
                .execute(Tuple.of(unknown.toArray(String[]::new)))
                .map(rows -> mark(facts, unknown, rows));
    }

    private static List<Facts> mark(List<Facts> facts, List<String> unknown, RowSet<Row> erasedRows) {
        Set<String> erased = new HashSet<>();
        erasedRows.forEach(row -> erased.add(row.getString(0)));
        var pseudonym = unknown.iterator();
        return facts.stream()
                .map(one -> one.subject() == null && erased.contains(pseudonym.next())
                        ? new Facts(one.purpose(), null, true, null, null, one.policyVersion())
                        : one)
                .toList();
    }
}
