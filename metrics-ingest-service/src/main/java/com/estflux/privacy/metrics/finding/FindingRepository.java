package com.estflux.privacy.metrics.finding;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The findings' view; by the driver, as everything that machines pour in. */
@ApplicationScoped
class FindingRepository {

    private static final String PAGE = """
            SELECT kind, reason, vps_id, reported_at, first_at, last_at, samples FROM usage_finding
            WHERE ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR vps_id = $2)
                AND ($3::timestamptz IS NULL
                    OR (reported_at, vps_id, first_at, kind, reason) < ($3, $4::uuid, $5::timestamptz, $6, $7))
            ORDER BY reported_at DESC, vps_id DESC, first_at DESC, kind DESC, reason DESC
            LIMIT $8
            """;
    private static final String COUNTS =
            "SELECT kind, reason, count(*) AS findings FROM usage_finding GROUP BY kind, reason";

    private final Pool pool;

    FindingRepository(Pool pool) {
        this.pool = pool;
    }

    /** Where a page ended. */
    record Cursor(Instant reportedAt, UUID vpsId, Instant from, String kind, String reason) {}

    /** How many findings there are of a kind and reason. */
    record Count(String kind, String reason, long findings) {}

    /** Findings after a cursor, the latest first. */
    Uni<List<Finding>> page(@Nullable String kind, @Nullable UUID vpsId, @Nullable Cursor after, int limit) {
        Tuple parameters = Tuple.tuple().addString(kind).addUUID(vpsId);
        if (after == null) {
            parameters
                    .addValue(null)
                    .addValue(null)
                    .addValue(null)
                    .addValue(null)
                    .addValue(null);
        } else {
            parameters
                    .addOffsetDateTime(after.reportedAt().atOffset(ZoneOffset.UTC))
                    .addUUID(after.vpsId())
                    .addOffsetDateTime(after.from().atOffset(ZoneOffset.UTC))
                    .addString(after.kind())
                    .addString(after.reason());
        }
        return pool.preparedQuery(PAGE).execute(parameters.addInteger(limit)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(FindingRepository::finding)
                .toList());
    }

    /** How many there are of each kind. */
    Uni<List<Count>> counts() {
        return pool.query(COUNTS).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Count(row.getString("kind"), row.getString("reason"), row.getLong("findings")))
                .toList());
    }

    private static Finding finding(Row row) {
        return new Finding(
                row.getString("kind"),
                row.getString("reason"),
                row.getUUID("vps_id"),
                row.getOffsetDateTime("reported_at").toInstant(),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant(),
                row.getLong("samples"));
    }
}
