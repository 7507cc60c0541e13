package com.estflux.privacy.consent.rights;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Everything held of a person, with the texts they were shown, as a stream of JSON lines: memory is flat however long
 * their history is. It uses the driver directly: bulk reading across features, no entity involved.
 */
@ApplicationScoped
class ConsentExport {

    private static final int PAGE = 200;
    private static final String UTC = " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    private static final String LINES = """
        WITH person AS (SELECT * FROM subject WHERE subject_id = $1)
        SELECT key, line::text FROM (
            SELECT '1' AS key, jsonb_build_object('kind', 'person', 'subjectId', subject_id,
                'accountState', account_state, 'accountChangedAt', to_char(account_changed_at{UTC},
                'restricted', restricted, 'restrictedPurposes', restricted_purposes) AS line
            FROM person
            UNION ALL
            SELECT '2' || r.record_id, jsonb_build_object('kind', 'consent', 'recordId', r.record_id,
                'purpose', r.purpose_key, 'state', r.state, 'revision', r.revision, 'channel', r.channel,
                'decidedAt', to_char(r.decided_at{UTC}, 'expiresAt', to_char(r.expires_at{UTC}, 'hash', r.hash,
                'noticeVersion', r.notice_version, 'noticeHash', r.notice_hash, 'language', r.language,
                'noticeTitle', t.title, 'noticeBody', t.body)
            FROM person JOIN consent_record r USING (subject_key) JOIN notice_text t ON t.hash = r.notice_hash
            UNION ALL
            SELECT '3' || r.record_id, jsonb_build_object('kind', 'objection', 'recordId', r.record_id,
                'purpose', r.purpose_key, 'state', r.state, 'revision', r.revision, 'grounds', r.grounds,
                'changedAt', to_char(r.changed_at{UTC})
            FROM person JOIN objection_record r USING (subject_key)
            UNION ALL
            SELECT '4' || a.version || '/' || a.kind, jsonb_build_object('kind', 'policy-acceptance',
                'version', a.version, 'accepted', a.kind, 'acceptedAt', to_char(a.accepted_at{UTC})
            FROM person JOIN policy_acceptance a USING (subject_id)
            UNION ALL
            SELECT '5' || m.version, jsonb_build_object('kind', 'policy-mail', 'version', m.version,
                'claimedAt', to_char(m.claimed_at{UTC}, 'confirmedAt', to_char(m.confirmed_at{UTC})
            FROM person JOIN policy_recipient m USING (subject_id)
            UNION ALL
            SELECT '6' || v.visitor_id, jsonb_build_object('kind', 'visitor', 'visitorId', v.visitor_id,
                'choice', v.choice, 'chosenAt', to_char(v.chosen_at{UTC}, 'signal', v.signal,
                'signalledAt', to_char(v.signalled_at{UTC}, 'network', v.network, 'seenAt', to_char(v.seen_at{UTC})
            FROM visitor v WHERE v.subject_id = $1
            UNION ALL
            SELECT '7' || c.source || c.kind || c.made_at || c.granted, jsonb_build_object(
                'kind', 'statistics-choice', 'source', c.source, 'by', c.kind, 'granted', c.granted,
                'madeAt', to_char(c.made_at{UTC})
            FROM statistics_choice c WHERE c.subject_id = $1
        ) AS lines
        WHERE key COLLATE "C" > $2 ORDER BY key COLLATE "C" LIMIT $3
        """.replace("{UTC}", UTC);

    private final Pool pool;

    ConsentExport(Pool pool) {
        this.pool = pool;
    }

    /** Pages of lines, without the last line feed of each; a last line counts the lines before it. */
    Multi<byte[]> export(UUID subjectId) {
        AtomicReference<String> after = new AtomicReference<>("");
        AtomicLong count = new AtomicLong();
        Multi<byte[]> pages = Multi.createBy()
                .repeating()
                .uni(() -> page(subjectId, after))
                .until(List::isEmpty)
                .map(lines -> {
                    count.addAndGet(lines.size());
                    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
                });
        Multi<byte[]> end = Multi.createFrom().deferred(() -> Multi.createFrom()
                .item(("{\"kind\":\"end\",\"lines\":" + count + "}").getBytes(StandardCharsets.UTF_8)));
        return Multi.createBy().concatenating().streams(pages, end);
    }

    private Uni<List<String>> page(UUID subjectId, AtomicReference<String> after) {
        return pool.preparedQuery(LINES)
                .execute(Tuple.of(subjectId, after.get(), PAGE))
                .map(rows -> lines(rows, after));
    }

    private static List<String> lines(RowSet<Row> rows, AtomicReference<String> after) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            after.set(row.getString(0));
            lines.add(row.getString(1));
        }
        return lines;
    }
}
