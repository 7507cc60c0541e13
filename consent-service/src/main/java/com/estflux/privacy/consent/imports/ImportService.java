package com.estflux.privacy.consent.imports;

import com.estflux.privacy.consent.consent.ConsentImport;
import com.estflux.privacy.consent.lines.Lines;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes records over from a stream and answers with a stream of what was wrong, a chunk at a time: memory does not grow
 * with the number of lines, and the upload waits while a chunk is written, but not until what was wrong is read. Each chunk is a transaction. What breaks off
 * is sent again as a whole: what was recorded is recognised.
 */
@ApplicationScoped
class ImportService {

    /** Most lines in one transaction. */
    static final int CHUNK = 500;

    private final ConsentImport consents;
    private final AuditLog audit;
    private final ObjectMapper json;

    ImportService(ConsentImport consents, AuditLog audit, ObjectMapper json) {
        this.consents = consents;
        this.audit = audit;
        this.json = json;
    }

    /**
     * How to import.
     *
     * @param csv whether the lines are CSV; NDJSON if not
     * @param dryRun whether to keep nothing
     * @param actor who imports, as the audit log names them
     */
    record Mode(boolean csv, boolean dryRun, String actor) {}

    /** Takes the lines of a body over; completes once all are durable and the import is on record. */
    Multi<byte[]> take(Multi<Buffer> body, Mode mode) {
        ImportRun run = new ImportRun(mode, mode.csv() ? new CsvReader() : new JsonReader(json), consents, json);
        Multi<byte[]> errors = Lines.of(body)
                .group()
                .intoLists()
                .of(CHUNK)
                .onItem()
                .transformToUniAndConcatenate(run::take)
                .filter(report -> report.length > 0)
                // Many clients read nothing before they have sent everything; the run sees to it that this stays small.
                .onOverflow()
                .bufferUnconditionally()
                .invoke(run::delivered);
        return Multi.createBy()
                .concatenating()
                .streams(errors, Multi.createFrom().deferred(() -> record(run, mode)
                        .map(done -> run.summary())
                        .toMulti()));
    }

    private Uni<Boolean> record(ImportRun run, Mode mode) {
        return mode.dryRun()
                ? Uni.createFrom().item(true)
                : audit.recordNow(AuditEntry.of("consent.import", mode.actor(), AuditOutcome.DONE)
                                .because(run.counts()))
                        .replaceWith(true);
    }
}
