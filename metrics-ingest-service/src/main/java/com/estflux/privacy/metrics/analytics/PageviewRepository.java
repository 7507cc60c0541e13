package com.estflux.privacy.metrics.analytics;

import com.estflux.privacy.metrics.analytics.Browsers.Seen;
import com.estflux.privacy.metrics.analytics.Summary.Row;
import com.estflux.privacy.metrics.anonymity.SmallGroups;
import com.estflux.privacy.metrics.anonymity.SmallGroups.Group;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Page views of the day, and the days that were counted. One row a view, no entities: it uses the driver directly. */
@ApplicationScoped
class PageviewRepository {

    private static final int KEY_BYTES = 32;
    private static final String ADD = "INSERT INTO pageview (day, visitor, page, referrer, browser, os, seconds)"
            + " VALUES ($1, $2, $3, $4, $5, $6, $7)";
    private static final String CLAIM = "SELECT pg_advisory_xact_lock(hashtext('web-analytics'))";
    private static final String GROUPS =
            "SELECT %1$s AS value, count(DISTINCT visitor) AS visitors FROM pageview" + " WHERE day = $1 GROUP BY %1$s";
    private static final String OTHERS = "SELECT count(*) AS views, count(DISTINCT visitor) AS visitors FROM pageview"
            + " WHERE day = $1 AND %1$s <> ALL ($2)";
    private static final String KEEP = "INSERT INTO web_analytics_day"
            + " (day, dimension, value, visitors, views, seconds, minimum)"
            + " SELECT day, '%2$s', value, count(DISTINCT visitor), count(*), sum(seconds), $3::integer FROM ("
            + " SELECT day, visitor, seconds, CASE WHEN %1$s = ANY ($2) THEN %1$s ELSE '" + SmallGroups.OTHERS
            + "' END AS value FROM pageview WHERE day = $1) AS named"
            + " GROUP BY day, value HAVING count(DISTINCT visitor) >= $3::integer ON CONFLICT DO NOTHING";

    private final Pool pool;
    private final SecureRandom random = new SecureRandom();

    PageviewRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(LocalDate day, byte @Nullable [] visitor, String page, String referrer, Seen seen, int seconds) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addLocalDate(day)
                        .addValue(visitor == null ? null : Buffer.buffer(visitor))
                        .addString(page)
                        .addString(referrer)
                        .addString(seen.browser())
                        .addString(seen.os())
                        .addInteger(seconds))
                .replaceWithVoid();
    }

    /** The key of a day's visitors, made by whoever asks first. */
    Uni<byte[]> key(LocalDate day) {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        return pool.preparedQuery("SELECT key FROM pageview_key WHERE day = $1")
                .execute(Tuple.of(day))
                .chain(found -> found.size() > 0
                        ? Uni.createFrom().item(found)
                        : pool.preparedQuery("INSERT INTO pageview_key VALUES ($1, $2) ON CONFLICT DO NOTHING")
                                .execute(Tuple.of(day, Buffer.buffer(fresh)))
                                .chain(() -> pool.preparedQuery("SELECT key FROM pageview_key WHERE day = $1")
                                        .execute(Tuple.of(day))))
                .map(rows -> rows.iterator().next().getBuffer("key").getBytes());
    }

    /** Days before this one whose views are still there. */
    Uni<List<LocalDate>> uncounted(SqlClient client, LocalDate before) {
        return client.query(CLAIM)
                .execute()
                .chain(() -> client.preparedQuery("SELECT DISTINCT day FROM pageview WHERE day < $1 ORDER BY day")
                        .execute(Tuple.of(before)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getLocalDate("day"))
                        .toList());
    }

    /** How many visitors share each value of a column on a day. */
    Uni<List<Group>> groups(SqlClient client, LocalDate day, Dimension dimension) {
        return client.preparedQuery(GROUPS.formatted(dimension.column()))
                .execute(Tuple.of(day))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Group(row.getString("value"), row.getLong("visitors")))
                        .toList());
    }

    /** Views and visitors of none of these values. */
    record Others(long views, long visitors) {}

    Uni<Others> others(SqlClient client, LocalDate day, Dimension dimension, List<String> values) {
        return client.preparedQuery(OTHERS.formatted(dimension.column()))
                .execute(Tuple.of(day, values.toArray(String[]::new)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Others(row.getLong("views"), row.getLong("visitors")));
    }

    /** Keeps the figures of these values by name, those of all others together. */
    Uni<Void> keep(SqlClient client, LocalDate day, Dimension dimension, List<String> shown, int minimum) {
        return client.preparedQuery(KEEP.formatted(dimension.column(), dimension.label()))
                .execute(Tuple.of(day, shown.toArray(String[]::new), minimum))
                .replaceWithVoid();
    }

    /** Forgets a day's views and the key of its visitors. */
    Uni<Void> forget(SqlClient client, LocalDate day) {
        return client.preparedQuery("DELETE FROM pageview WHERE day = $1")
                .execute(Tuple.of(day))
                .chain(() -> client.preparedQuery("DELETE FROM pageview_key WHERE day <= $1")
                        .execute(Tuple.of(day)))
                .replaceWithVoid();
    }

    /** The figures of a dimension over days, by value or, of the whole, by day. */
    Uni<List<Row>> summary(LocalDate from, LocalDate to, Dimension dimension) {
        String value = dimension == Dimension.ALL ? "day::text" : "value";
        return pool.preparedQuery("SELECT " + value + " AS value, sum(visitors)::bigint AS visitors,"
                        + " sum(views)::bigint AS views, sum(seconds)::bigint AS seconds FROM web_analytics_day"
                        + " WHERE day >= $1 AND day < $2 AND dimension = $3 GROUP BY 1 ORDER BY "
                        + (dimension == Dimension.ALL ? "1" : "views DESC, 1") + " LIMIT 2000")
                .execute(Tuple.of(from, to, dimension.label()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Row(
                                row.getString("value"),
                                row.getLong("visitors"),
                                row.getLong("views"),
                                row.getLong("seconds")))
                        .toList());
    }
}
