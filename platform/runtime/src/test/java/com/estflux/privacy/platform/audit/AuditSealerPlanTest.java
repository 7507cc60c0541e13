package com.estflux.privacy.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sealer reads to find what is unsealed follows from its window, not from how much there is. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class AuditSealerPlanTest {

    private static final int UNSEALED = 200;
    private static final int SEALED = 40_000;

    /** Once for the ids, once for the seals, once to set one against the other, and a little. */
    private static final double MOST_ROWS_OF_A_NODE = 3.0 * AuditSealer.WINDOW;

    private static final String FILL = """
            INSERT INTO audit_entry (recorded_at, action, actor, outcome)
            SELECT now(), 'test.plan', 'system', 'DONE' FROM generate_series(1, %d);
            INSERT INTO audit_seal (position, entry_id, hash)
            SELECT (SELECT coalesce(max(position), 0) FROM audit_seal) + row_number() OVER (ORDER BY id), id, repeat('0', 64)
            FROM (SELECT id FROM audit_entry WHERE action = 'test.plan' ORDER BY id LIMIT %d) AS sealed;
            """;

    /** The service's connections run with plans made once; see the configuration of consent-service. */
    @ParameterizedTest
    @ValueSource(strings = {"force_generic_plan", "force_custom_plan", "auto"})
    void shouldReadNoMoreThanTheWindowOfTablesThatHaveGrown(String planCacheMode) throws SQLException {
        inATransactionThatIsUndone(statement -> {
            statement.execute(FILL.formatted(SEALED + UNSEALED, SEALED));
            statement.execute("ANALYZE audit_entry, audit_seal");
            assertReadsTheWindow(statement, planCacheMode);
        });
    }

    @Test
    void shouldReadNoMoreWhereStatisticsAreFromBeforeTheyGrew() throws SQLException {
        inATransactionThatIsUndone(statement -> {
            statement.execute("ANALYZE audit_entry, audit_seal");
            statement.execute(FILL.formatted(SEALED + UNSEALED, SEALED));
            assertReadsTheWindow(statement, "force_generic_plan");
        });
    }

    private static void assertReadsTheWindow(Statement statement, String planCacheMode) throws SQLException {
        // With so little memory the planner does with these tables what it would with a hundred times as much.
        statement.execute("SET LOCAL work_mem = '64kB'");
        statement.execute("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = " + planCacheMode);
        statement.execute("PREPARE unsealed (integer, bigint) AS " + AuditSealer.UNSEALED);
        try {
            JsonNode plan = explain(statement);
            assertThat(plan.path("Actual Rows").asInt())
                    .as("entries without a seal")
                    .isEqualTo(UNSEALED);
            assertThat(mostRows(plan)).as("rows of one node of %s", plan).isLessThan(MOST_ROWS_OF_A_NODE);
        } finally {
            statement.execute("DEALLOCATE unsealed");
        }
    }

    private static JsonNode explain(Statement statement) throws SQLException {
        String sql = "SELECT max(entry_id) FROM audit_seal";
        long newest;
        try (var found = statement.executeQuery(sql)) {
            found.next();
            newest = found.getLong(1);
        }
        String explained = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE unsealed(" + AuditSealer.BATCH + ", "
                + (newest - AuditSealer.WINDOW) + ")";
        try (var found = statement.executeQuery(explained)) {
            found.next();
            return new ObjectMapper().readTree(found.getString(1)).path(0).path("Plan");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The most rows any node gave or threw away, over all its loops. */
    private static double mostRows(JsonNode node) {
        double most = 0;
        for (String rows : List.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")) {
            most = Math.max(
                    most, node.path(rows).asDouble() * node.path("Actual Loops").asDouble());
        }
        for (JsonNode child : node.path("Plans")) {
            most = Math.max(most, mostRows(child));
        }
        return most;
    }

    private interface Work {
        void with(Statement statement) throws SQLException;
    }

    private static void inATransactionThatIsUndone(Work work) throws SQLException {
        try (Connection connection = Infrastructure.get().postgres().connect("consent");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                // The application's own sealer waits meanwhile.
                statement.execute("SELECT pg_advisory_xact_lock(hashtext('audit-sealer'))");
                work.with(statement);
            } finally {
                connection.rollback();
            }
        }
    }
}
