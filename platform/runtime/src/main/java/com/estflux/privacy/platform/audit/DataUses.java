package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads from the audit log who used a person's data. It uses the driver directly: no entity is involved. */
@ApplicationScoped
class DataUses {

    private static final String OPERATION = "operation";
    private static final String CLIENT = "client:";

    /** What the person did themselves is not a use by others; what was refused is none. */
    private static final String USES = """
            SELECT id, recorded_at, action, actor, object_kind, object_id, reason FROM audit_entry
            WHERE subject_ref = $1 AND outcome = 'DONE' AND actor <> $2 AND id < $3
            ORDER BY id DESC LIMIT $4
            """;

    private final Pool pool;
    private final Pseudonyms pseudonyms;
    private final String service;

    DataUses(Pool pool, Pseudonyms pseudonyms, @ConfigProperty(name = "estflux.service") String service) {
        this.pool = pool;
        this.pseudonyms = pseudonyms;
        this.service = service;
    }

    private record Found(long id, DataUse use) {}

    /** Uses of a person's data by others, newest first. */
    Uni<Page<DataUse>> of(UUID subjectId, PageRequest page) {
        String pseudonym = pseudonyms.of(subjectId);
        long before = page.after().map(DataUses::position).orElse(Long.MAX_VALUE);
        Tuple parameters = Tuple.of(pseudonym, "customer:" + pseudonym, before, page.limit() + 1);
        return pool.preparedQuery(USES).execute(parameters).map(rows -> {
            List<Found> found = new ArrayList<>();
            rows.forEach(row -> found.add(new Found(row.getLong("id"), use(row))));
            Page<Found> cut = Page.of(found, page, last -> Long.toString(last.id()));
            return new Page<>(cut.items().stream().map(Found::use).toList(), cut.next());
        });
    }

    private DataUse use(Row row) {
        boolean operation = OPERATION.equals(row.getString("object_kind"));
        return new DataUse(
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("action"),
                receiver(row.getString("actor")),
                operation ? row.getString("object_id") : null,
                row.getString("reason"));
    }

    private String receiver(String actor) {
        if (actor.startsWith(CLIENT)) {
            return actor.substring(CLIENT.length());
        }
        return actor.equals(AuditEntry.SYSTEM) ? "EstFlux " + service + " service" : "EstFlux staff";
    }

    private static long position(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
