package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * While the service is down, its database goes back to a backup from before an erasure, whereas the broker remembers
 * every command as read. Of the other topics the broker forgets how far they were read, so that they come again from
 * their beginning. The erased row is locked, so that the test can look at the moment before it is erased again.
 */
public class RestoredDatabase implements QuarkusTestResourceLifecycleManager {

    private static final String GROUP = "consent-service";

    static final UUID SUBJECT = UUID.randomUUID();

    private static @Nullable Connection lock;

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        migrate();
        Database.script("DELETE FROM command_position; DROP TABLE IF EXISTS ledger_before;"
                + "CREATE TABLE ledger_before AS SELECT invoice_id FROM ledger WHERE effects = 1");
        Database.update("INSERT INTO ticket (ticket_id, subject_id) VALUES (?, ?)", UUID.randomUUID(), SUBJECT);
        var erase = new SubjectErase(UUID.randomUUID(), null, SUBJECT, List.of(), List.of("probe"), Instant.EPOCH);
        new KafkaProbe(Infrastructure.get().kafka())
                .send(new EventCodec().encode(EventMessage.create("/estflux/dsr", Clock.systemUTC(), erase)));
        forgetOffsets();
        rememberCommandsAsRead();
        holdRow();
        return Map.of();
    }

    @Override
    public void stop() {
        letEraseGoOn();
        Database.script("DROP TABLE IF EXISTS ledger_before");
    }

    static void letEraseGoOn() {
        try {
            if (lock != null) {
                lock.rollback();
                lock.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        lock = null;
    }

    static boolean eraseIsWaiting() {
        return Database.count("SELECT count(*) FROM pg_stat_activity WHERE usename = 'consent'"
                        + " AND wait_event_type = 'Lock' AND query ILIKE 'delete from ticket%'")
                > 0;
    }

    private static void holdRow() {
        try {
            lock = Infrastructure.get().postgres().connect("consent");
            lock.setAutoCommit(false);
            try (var statement = lock.prepareStatement("SELECT 1 FROM ticket WHERE subject_id = ? FOR UPDATE")) {
                statement.setObject(1, SUBJECT);
                statement.executeQuery();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate() {
        Flyway.configure()
                .dataSource(Infrastructure.get().postgres().jdbcUrl("consent"), "consent_owner", "only-for-tests")
                .locations("db/platform", "db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
    }

    private static void forgetOffsets() {
        try (Admin admin = admin()) {
            await(admin.deleteConsumerGroups(List.of(GROUP)).all());
        } catch (IllegalStateException notThere) {
            // Run alone, there is no group yet.
            if (!(notThere.getCause().getCause() instanceof GroupIdNotFoundException)) {
                throw notThere;
            }
        }
    }

    private static void rememberCommandsAsRead() {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, Topic.PRIVACY_COMMANDS.partitions())
                    .boxed()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(Topic.PRIVACY_COMMANDS.topicName(), partition),
                            partition -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            await(admin.listOffsets(latest).all())
                    .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
            await(admin.alterConsumerGroupOffsets(GROUP, ends).all());
        }
    }

    private static Admin admin() {
        return Admin.create(Infrastructure.get().kafka().clientSettings());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
