package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.ConsentGroup.Recorded;
import com.estflux.privacy.contracts.consent.ConsentState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Consents as rows of the database, in bulk and on the driver, for {@link ConsentWriter}. */
@ApplicationScoped
class ConsentRows {

    /**
     * History and state have most columns in common, which so travel once. States that are there are updated and new ones
     * added by a statement of their own, under the lock that says which are there: an insertion that expects conflicts
     * costs more, and its triggers twice.
     */
    private static final String RECORD = """
        WITH appended AS (
            INSERT INTO consent_record (record_id, subject_key, purpose_key, revision, state, notice_version,
                notice_hash, language, channel, actor, decided_at, expires_at, previous_hash, hash)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::int[],
                $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[],
                $13::text[], $14::text[])
        )
        UPDATE consent AS c SET state = recorded.state, record_id = recorded.record_id,
            revision = recorded.revision, notice_version = recorded.notice_version,
            language = recorded.language, channel = recorded.channel, decided_at = recorded.decided_at,
            expires_at = recorded.expires_at, hash = recorded.hash,
            imported = starts_with(recorded.actor, 'import:')
        FROM unnest($15::uuid[], $16::boolean[], $1::uuid[], $3::text[], $4::bigint[], $5::text[], $6::int[],
            $8::text[], $9::text[], $11::timestamptz[], $12::timestamptz[], $14::text[], $10::text[])
            AS recorded (subject_id, stands, record_id, purpose_key, revision, state, notice_version, language,
                channel, decided_at, expires_at, hash, actor)
        WHERE recorded.stands AND c.subject_id = recorded.subject_id AND c.purpose_key = recorded.purpose_key
        """;

    private static final String BEGIN = """
        INSERT INTO consent (subject_id, purpose_key, state, record_id, revision, notice_version, language,
            channel, decided_at, expires_at, hash, imported)
        SELECT begun.subject_id, r.purpose_key, r.state, r.record_id, r.revision, r.notice_version, r.language,
            r.channel, r.decided_at, r.expires_at, r.hash, starts_with(r.actor, 'import:')
        FROM unnest($1::uuid[], $2::uuid[]) AS begun (subject_id, record_id)
        JOIN consent_record r ON r.record_id = begun.record_id
        """;

    private static final String KNOW = """
        INSERT INTO subject (subject_id, subject_key) SELECT * FROM unnest($1::uuid[], $2::uuid[])
        """;

    private static final String REMEMBER = """
        INSERT INTO consent_request (request_key, request_digest, record_id, subject_id, requested_at)
        SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[])
        """;

    /** Appends a group's records, sets the states they lead to, and remembers new subjects and requests with a key. */
    Uni<Void> insert(SqlConnection connection, ConsentGroup group) {
        List<Recorded> all = group.records();
        return Uni.join()
                .all(
                        connection.preparedQuery(RECORD).execute(rows(group)).replaceWithVoid(),
                        know(connection, group.newSubjects()),
                        begin(connection, all.stream().filter(group::begins).toList()),
                        remember(
                                connection,
                                all.stream()
                                        .filter(one -> one.asked().once() != null)
                                        .toList()))
                .andCollectFailures()
                .replaceWithVoid();
    }

    private static Uni<Void> know(SqlConnection connection, Map<UUID, UUID> newSubjects) {
        if (newSubjects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.of(
                newSubjects.keySet().toArray(UUID[]::new), newSubjects.values().toArray(UUID[]::new));
        return connection.preparedQuery(KNOW).execute(rows).replaceWithVoid();
    }

    private static Uni<Void> begin(SqlConnection connection, List<Recorded> first) {
        if (first.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.of(uuids(first, one -> one.asked().subjectId()), uuids(first, one -> one.record()
                .recordId()));
        return connection.preparedQuery(BEGIN).execute(rows).replaceWithVoid();
    }

    private static Tuple rows(ConsentGroup group) {
        List<Recorded> all = group.records();
        return Tuple.tuple()
                .addArrayOfUUID(uuids(all, one -> one.record().recordId()))
                .addArrayOfUUID(uuids(all, one -> one.record().subjectKey()))
                .addArrayOfString(texts(all, one -> one.record().purpose()))
                .addArrayOfLong(all.stream().map(one -> one.record().revision()).toArray(Long[]::new))
                .addArrayOfString(texts(all, one -> one.record().stateName()))
                .addArrayOfInteger(
                        all.stream().map(one -> one.record().noticeVersion()).toArray(Integer[]::new))
                .addArrayOfString(texts(all, one -> one.record().noticeHash()))
                .addArrayOfString(texts(all, one -> one.record().language()))
                .addArrayOfString(texts(all, one -> one.record().channel()))
                .addArrayOfString(texts(all, one -> one.record().actor()))
                .addArrayOfOffsetDateTime(times(all, one -> one.record().decidedAt()))
                .addArrayOfOffsetDateTime(times(all, one -> one.record().expiresAt()))
                .addArrayOfString(texts(all, one -> one.record().previousHash()))
                .addArrayOfString(texts(all, Recorded::hash))
                .addArrayOfUUID(uuids(all, one -> one.asked().subjectId()))
                .addArrayOfBoolean(all.stream().map(group::stands).toArray(Boolean[]::new));
    }

    private static Uni<Void> remember(SqlConnection connection, List<Recorded> keyed) {
        if (keyed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfString(texts(keyed, one -> once(one).key()))
                .addArrayOfString(texts(keyed, one -> once(one).digest()))
                .addArrayOfUUID(uuids(keyed, one -> one.record().recordId()))
                .addArrayOfUUID(uuids(keyed, one -> one.asked().subjectId()))
                .addArrayOfOffsetDateTime(times(keyed, one -> one.record().decidedAt()));
        return connection.preparedQuery(REMEMBER).execute(rows).replaceWithVoid();
    }

    /** A consent from a row of the history. */
    static Consent consent(Row row) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Consent(
                row.getString("purpose_key"),
                ConsentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getUUID("record_id"),
                row.getLong("revision"),
                row.getInteger("notice_version"),
                row.getString("notice_hash"),
                row.getString("language"),
                row.getString("channel"),
                row.getOffsetDateTime("decided_at").toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getString("hash"),
                row.getString("actor").startsWith(ConsentRecord.IMPORT));
    }

    /** A whole record of the history. */
    static ConsentRecord record(Row row) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new ConsentRecord(
                row.getUUID("record_id"),
                row.getUUID("subject_key"),
                row.getString("purpose_key"),
                row.getLong("revision"),
                ConsentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInteger("notice_version"),
                row.getString("notice_hash"),
                row.getString("language"),
                row.getString("channel"),
                row.getString("actor"),
                row.getOffsetDateTime("decided_at").toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getString("previous_hash"));
    }

    private static Asked.Once once(Recorded recorded) {
        return Objects.requireNonNull(recorded.asked().once());
    }

    private static UUID[] uuids(List<Recorded> all, Function<Recorded, UUID> field) {
        return all.stream().map(field).toArray(UUID[]::new);
    }

    private static String[] texts(List<Recorded> all, Function<Recorded, String> field) {
        return all.stream().map(field).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<Recorded> all, Function<Recorded, @Nullable Instant> field) {
        return all.stream()
                .map(field)
                .map(time -> time == null ? null : time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
