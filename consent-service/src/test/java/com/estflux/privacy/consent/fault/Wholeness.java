package com.estflux.privacy.consent.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.fault.ConsentClient.Acknowledged;
import com.estflux.privacy.consent.fixture.DurableServers;
import java.util.Collection;

/** Looks for consents that are not whole: a whole one has a subject, a state, a gap-free history and an audit entry. */
final class Wholeness {

    private static final String FOUND = """
            SELECT count(*) FROM consent_record r
            JOIN subject s ON s.subject_key = r.subject_key
            JOIN consent c ON c.subject_id = s.subject_id AND c.purpose_key = r.purpose_key AND c.revision >= r.revision
            JOIN audit_entry a ON a.object_id = cast(r.record_id AS text) AND a.reason = 'sha256:' || r.hash
            JOIN unnest(cast(? AS text[])) AS acknowledged (consent)
                ON consent = concat_ws(' ', s.subject_id, r.record_id, r.revision, r.state, r.hash)
            """;
    private static final String RECORDS_OR_AUDIT_ALONE = """
            SELECT count(*) FROM consent_record r
            FULL JOIN (SELECT * FROM audit_entry WHERE object_kind = 'consent-record') a
                ON a.object_id = cast(r.record_id AS text) AND a.reason = 'sha256:' || r.hash
            WHERE r.record_id IS NULL OR a.id IS NULL
            """;
    private static final String STATES_NOT_THE_LAST_RECORD = """
            SELECT count(*) FROM (SELECT s.subject_id, l.* FROM (
                    SELECT DISTINCT ON (subject_key, purpose_key) * FROM consent_record
                    ORDER BY subject_key, purpose_key, revision DESC) l
                LEFT JOIN subject s ON s.subject_key = l.subject_key) last
            FULL JOIN consent c ON c.subject_id = last.subject_id AND c.purpose_key = last.purpose_key
                AND c.record_id = last.record_id AND c.state = last.state AND c.hash = last.hash
            WHERE last.record_id IS NULL OR c.record_id IS NULL
            """;
    private static final String GAPS = """
            SELECT count(*) FROM (
                SELECT revision, previous_hash, row_number() OVER chain AS expected,
                       lag(hash, 1, repeat('0', 64)) OVER chain AS hash_before
                FROM consent_record
                WINDOW chain AS (PARTITION BY subject_key, purpose_key ORDER BY revision)) links
            WHERE revision <> expected OR previous_hash <> hash_before
            """;

    private final DurableServers servers;

    Wholeness(DurableServers servers) {
        this.servers = servers;
    }

    /** Every one of these is whole, and nothing in the database is not. */
    void require(Collection<Acknowledged> acknowledged) {
        String[] consents = acknowledged.stream()
                .map(one -> String.join(
                        " ",
                        one.subjectId().toString(),
                        one.recordId().toString(),
                        Long.toString(one.revision()),
                        one.state(),
                        one.hash()))
                .toArray(String[]::new);
        assertThat(servers.number(FOUND, (Object) consents)).isEqualTo(acknowledged.size());
        assertThat(servers.number(RECORDS_OR_AUDIT_ALONE)).isZero();
        assertThat(servers.number(STATES_NOT_THE_LAST_RECORD)).isZero();
        assertThat(servers.number(GAPS)).isZero();
    }
}
