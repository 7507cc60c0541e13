package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.StatisticsWill.Fact;
import com.estflux.privacy.consent.consent.StatisticsWill.Kind;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what people said about statistics, and records what follows from all of it as their consent to web-analytics, in
 * one transaction. It uses the driver directly, as what it writes with does.
 */
@ApplicationScoped
public class StatisticsChoices {

    /** The purpose that rests on nobody opting out. */
    public static final String PURPOSE = "web-analytics";

    /** The channel of what follows from a browser's signal: no text was shown for it. */
    static final String SIGNAL = "signal";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    private static final String ERASED = "SELECT 1 FROM suppression WHERE pseudonym = $1";
    private static final String ADD = """
        INSERT INTO statistics_choice (subject_id, source, kind, granted, made_at, notice_version, language)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """;
    private static final String FACTS = """
        SELECT source, kind, granted, made_at, notice_version, language FROM statistics_choice WHERE subject_id = $1
        """;
    private static final String STANDING =
            "SELECT state FROM consent WHERE subject_id = $1 AND purpose_key = 'web-analytics'";

    private final Pool pool;
    private final ConsentWriter writer;
    private final Outbox outbox;
    private final Pseudonyms pseudonyms;

    StatisticsChoices(Pool pool, ConsentWriter writer, Outbox outbox, Pseudonyms pseudonyms) {
        this.pool = pool;
        this.writer = writer;
        this.outbox = outbox;
        this.pseudonyms = pseudonyms;
    }

    /**
     * What holds for a person.
     *
     * @param granted whether statistics may be counted; null if nothing was ever said
     * @param changed whether what was said changed it
     */
    public record Outcome(@Nullable Boolean granted, boolean changed) {}

    /** Adds what visitors said who turned out to be the person, and records what follows; may be repeated. */
    public Uni<Outcome> add(UUID subjectId, List<Fact> facts, String actor) {
        return inTransaction(subjectId, connection -> insert(connection, subjectId, facts)
                .chain(() -> facts(connection, subjectId))
                .chain(all -> standing(connection, subjectId)
                        .chain(standing ->
                                follow(connection, subjectId, StatisticsWill.decisive(all), standing, actor))));
    }

    /** Records what a person says by their own switch; it always makes a record. */
    Uni<Consent> decide(Asked asked) {
        return inTransaction(asked.subjectId(), connection -> writer.write(connection, List.of(asked))
                .map(results -> results.get(0).orThrow())
                .call(consent -> insert(connection, asked.subjectId(), List.of(said(consent)))));
    }

    /** What a record says by itself: a request that is repeated is answered with the first, and says nothing new. */
    private static Fact said(Consent consent) {
        return new Fact(
                StatisticsWill.OWN_SWITCH,
                Kind.EXPLICIT,
                consent.state() == ConsentState.GRANTED,
                consent.decidedAt(),
                consent.noticeVersion(),
                consent.language());
    }

    private <T> Uni<T> inTransaction(UUID subjectId, Function<SqlConnection, Uni<T>> work) {
        String pseudonym = pseudonyms.of(subjectId);
        return pool.withTransaction(connection -> connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(pseudonym))
                        .chain(() -> connection.preparedQuery(ERASED).execute(Tuple.of(pseudonym)))
                        .invoke(erased -> {
                            if (erased.size() > 0) {
                                throw Problems.conflict(
                                        "subject-erased",
                                        "The subject was erased",
                                        "nothing is recorded about them again");
                            }
                        })
                        .chain(() -> work.apply(connection)))
                .invoke(outbox::committed);
    }

    private static Uni<Void> insert(SqlConnection connection, UUID subjectId, List<Fact> facts) {
        if (facts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = facts.stream()
                .map(fact -> Tuple.tuple()
                        .addUUID(subjectId)
                        .addUUID(fact.source())
                        .addString(fact.kind().name().toLowerCase(Locale.ROOT))
                        .addBoolean(fact.granted())
                        .addOffsetDateTime(fact.madeAt().atOffset(ZoneOffset.UTC))
                        .addInteger(fact.noticeVersion())
                        .addString(fact.language()))
                .toList();
        return connection.preparedQuery(ADD).executeBatch(rows).replaceWithVoid();
    }

    private static Uni<List<Fact>> facts(SqlConnection connection, UUID subjectId) {
        return connection.preparedQuery(FACTS).execute(Tuple.of(subjectId)).map(rows -> {
            List<Fact> facts = new ArrayList<>();
            rows.forEach(row -> facts.add(fact(row)));
            return facts;
        });
    }

    private static Fact fact(Row row) {
        return new Fact(
                row.getUUID("source"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getBoolean("granted"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getInteger("notice_version"),
                row.getString("language"));
    }

    private static Uni<@Nullable String> standing(SqlConnection connection, UUID subjectId) {
        return connection.preparedQuery(STANDING).execute(Tuple.of(subjectId)).map(StatisticsChoices::state);
    }

    private static @Nullable String state(RowSet<Row> rows) {
        return rows.size() == 0 ? null : rows.iterator().next().getString(0);
    }

    private Uni<Outcome> follow(
            SqlConnection connection,
            UUID subjectId,
            Optional<Fact> decisive,
            @Nullable String standing,
            String actor) {
        Boolean before = standing == null ? null : standing.equals("granted");
        if (decisive.isEmpty()) {
            return Uni.createFrom().item(new Outcome(before, false));
        }
        Fact fact = decisive.get();
        if (Objects.equals(before, fact.granted())) {
            return Uni.createFrom().item(new Outcome(before, false));
        }
        return writer.write(connection, List.of(asked(subjectId, fact, actor)))
                .invoke(results -> results.get(0).orThrow())
                .replaceWith(new Outcome(fact.granted(), true));
    }

    private static Asked asked(UUID subjectId, Fact fact, String actor) {
        ConsentRequest request = new ConsentRequest(
                fact.granted() ? Choice.GRANTED : Choice.REFUSED,
                fact.noticeVersion(),
                fact.language() == null ? "en" : fact.language(),
                fact.kind() == Kind.SIGNAL ? SIGNAL : "website");
        return new Asked(
                subjectId,
                PURPOSE,
                request,
                actor,
                Precondition.NONE,
                Asked.STATISTICS,
                null,
                Asked.Occasion.visitor(fact.madeAt()));
    }
}
