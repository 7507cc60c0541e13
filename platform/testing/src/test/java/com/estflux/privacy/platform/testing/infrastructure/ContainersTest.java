package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class ContainersTest {

    @Test
    void shouldKeepCommittedRowsThroughKill() throws SQLException {
        try (PostgresServer server = Containers.postgres("super-secret")) {
            server.createDatabase("consent", "owner-secret", "application-secret");
            try (Connection owner = connect(server)) {
                owner.createStatement().execute("CREATE TABLE kept (id int PRIMARY KEY)");
            }

            server.kill();
            server.restart();

            try (Connection owner = connect(server);
                    var rows = owner.createStatement().executeQuery("SELECT count(*) FROM kept")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void shouldKeepTopicsThroughKill() throws Exception {
        try (KafkaBroker broker = Containers.kafka()) {
            broker.createTopics(Map.of());

            broker.kill();
            broker.restart();

            try (Admin admin = Admin.create(broker.clientSettings())) {
                assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains(Topic.DSR_CASES.topicName());
            }
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("consent"), "consent_owner", "owner-secret");
    }
}
