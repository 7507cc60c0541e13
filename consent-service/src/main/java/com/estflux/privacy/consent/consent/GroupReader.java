package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.NoticeFallback.Candidate;
import com.estflux.privacy.contracts.consent.ConsentState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what only few decisions need, once their people are locked: notices that stand in for those a request names, and
 * where decisions came from that imports follow.
 */
final class GroupReader {

    private static final String NOTICES = """
        SELECT n.purpose_key, n.version, n.language, n.hash, n.version = p.notice_version AS current
        FROM notice n JOIN purpose p ON p.purpose_key = n.purpose_key
        WHERE n.purpose_key = ANY ($1::text[]) AND (n.version = p.notice_version OR n.version = ANY ($2::int[]))
        """;

    private static final String PROVENANCE = """
        SELECT asked.subject_id, asked.purpose_key, c.revision, c.hash, c.state, d.decided_at, d.actor
        FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS given (subject_id, purpose_key)) AS asked
        JOIN subject s ON s.subject_id = asked.subject_id
        JOIN consent c ON c.subject_id = asked.subject_id AND c.purpose_key = asked.purpose_key
        CROSS JOIN LATERAL (
            SELECT r.decided_at, r.actor FROM consent_record r
            WHERE r.subject_key = s.subject_key AND r.purpose_key = asked.purpose_key AND r.state <> 'expired'
            ORDER BY r.revision DESC LIMIT 1) AS d
        """;

    private GroupReader() {}

    /** A consent. */
    record Key(UUID subjectId, String purpose) {}

    /** Notices of purposes of which a request names one that does not exist. */
    static Uni<NoticeFallback> notices(SqlConnection connection, List<Asked> without) {
        if (without.isEmpty()) {
            return Uni.createFrom().item(NoticeFallback.NONE);
        }
        Set<String> purposes = new HashSet<>();
        Set<Integer> versions = new HashSet<>();
        for (Asked one : without) {
            purposes.add(one.purpose());
            Integer version = one.request().noticeVersion();
            if (version != null) {
                versions.add(version);
            }
        }
        Tuple asked = Tuple.of(purposes.toArray(String[]::new), versions.toArray(Integer[]::new));
        return connection.preparedQuery(NOTICES).execute(asked).map(rows -> {
            List<Candidate> candidates = new ArrayList<>();
            rows.forEach(row -> candidates.add(new Candidate(
                    row.getString("purpose_key"),
                    row.getInteger("version"),
                    row.getString("language"),
                    row.getString("hash"),
                    row.getBoolean("current"))));
            return new NoticeFallback(candidates);
        });
    }

    /** Where consents stand that imports are to follow, with whether that was imported. */
    static Uni<Map<Key, Standing>> provenance(SqlConnection connection, List<Asked> asked) {
        List<Asked> imports =
                asked.stream().filter(one -> one.occasion().isImport()).toList();
        if (imports.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Tuple keys = Tuple.of(
                imports.stream().map(Asked::subjectId).toArray(UUID[]::new),
                imports.stream().map(Asked::purpose).toArray(String[]::new));
        return connection.preparedQuery(PROVENANCE).execute(keys).map(rows -> {
            Map<Key, Standing> standings = new HashMap<>();
            rows.forEach(row ->
                    standings.put(new Key(row.getUUID("subject_id"), row.getString("purpose_key")), standing(row)));
            return standings;
        });
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getLong("revision"),
                row.getString("hash"),
                row.getOffsetDateTime("decided_at").toInstant(),
                ConsentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("actor").startsWith(ConsentRecord.IMPORT));
    }
}
