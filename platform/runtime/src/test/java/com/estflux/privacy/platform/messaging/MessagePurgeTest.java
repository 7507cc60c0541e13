package com.estflux.privacy.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class MessagePurgeTest {

    @Inject
    MessagePurge purge;

    @Test
    void shouldForgetWhatIsOlderThanItsRetentionAndNothingElse() {
        // The retention of both is set to hours here: a period that is not of whole days must not become none at all.
        Database.script(
                "INSERT INTO inbox (consumer, source, event_id, received_at) VALUES"
                        + " ('purge', '/tests', 'old', clock_timestamp() - interval '12 hours 1 minute'),"
                        + " ('purge', '/tests', 'young', clock_timestamp() - interval '11 hours 59 minutes');"
                        + "INSERT INTO outbox_rejected (id, aggregatetype, aggregateid, partition_key, type, headers,"
                        + " created_at, reason, rejected_at) VALUES"
                        + " (-1, 't', 'old', 'k', 't', '{}', clock_timestamp(), 'r', clock_timestamp() - interval '7 hours'),"
                        + " (-2, 't', 'young', 'k', 't', '{}', clock_timestamp(), 'r', clock_timestamp() - interval '5 hours')");

        purge.purge().await().atMost(Duration.ofSeconds(30));

        assertThat(Database.query("SELECT event_id FROM inbox WHERE consumer = 'purge'"))
                .containsExactly("young");
        assertThat(Database.query("DELETE FROM outbox_rejected WHERE id < 0 RETURNING aggregateid"))
                .containsExactly("young");
    }
}
