package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.contracts.access.TopicAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every participant tries every topic in both directions; the broker lets through what the table says and nothing else. */
class TopicAccessTest {

    private static KafkaBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = KafkaBroker.start(directory, 0);
        broker.createTopics(Map.of());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteOnlyWhatIsItsOwn(Participant participant) throws Exception {
        // Who may write nothing is refused a producer id, too, at some moment or other: each topic is to refuse by
        // itself.
        Set<Topic> written = new HashSet<>();
        try (var producer = new KafkaProducer<>(
                settings(participant, Map.of("acks", "all", "max.block.ms", 20_000, "enable.idempotence", false)),
                new StringSerializer(),
                new StringSerializer())) {
            for (Topic topic : Topic.values()) {
                if (isTaken(producer.send(new ProducerRecord<>(topic.topicName(), 0, "key", "value")))) {
                    written.add(topic);
                }
            }
        }

        for (Topic topic : Topic.values()) {
            assertThat(written.contains(topic))
                    .as("%s writes %s", participant, topic)
                    .isEqualTo(TopicAccess.mayWrite(participant, topic));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadOnlyWhatIsForIt(Participant participant) {
        try (var consumer = new KafkaConsumer<>(
                settings(participant, Map.of("default.api.timeout.ms", 20_000)),
                new StringDeserializer(),
                new StringDeserializer())) {
            for (Topic topic : Topic.values()) {
                assertThat(isRead(consumer, topic))
                        .as("%s reads %s", participant, topic)
                        .isEqualTo(TopicAccess.mayRead(participant, topic));
            }
        }
    }

    /** Written down once more by hand: what would let somebody give orders, or look at what is not theirs. */
    @Test
    void shouldKeepOrdersAndDirectIdentifiersToThoseConcerned() {
        assertThat(writers(Topic.PRIVACY_COMMANDS)).containsExactlyInAnyOrder(Participant.DSR, Participant.RETENTION);
        assertThat(writers(Topic.PRIVACY_PLANS)).containsExactlyInAnyOrder(Participant.DSR, Participant.RETENTION);
        assertThat(writers(Topic.ACCOUNT_LIFECYCLE)).containsExactly(Participant.ACCOUNT);
        assertThat(writers(Topic.BILLING_RECORDS)).containsExactly(Participant.BILLING);
        assertThat(writers(Topic.SUPPORT_TICKETS)).containsExactly(Participant.SUPPORT);
        assertThat(writers(Topic.USAGE_SAMPLES)).containsExactly(Participant.USAGE_COLLECTOR);
        assertThat(writers(Topic.CONSENT_CHANGES)).containsExactly(Participant.CONSENT);
        assertThat(readers(Topic.USAGE_ASSIGNMENTS)).containsExactly(Participant.METRICS);
        assertThat(readers(Topic.PRIVACY_RECEIPTS)).containsExactlyInAnyOrder(Participant.DSR, Participant.RETENTION);
        assertThat(readers(Topic.DSR_DEAD_LETTERS)).containsExactly(Participant.DSR);
        assertThat(readers(Topic.PRIVACY_COMMANDS))
                .doesNotContain(Participant.USAGE_COLLECTOR, Participant.CONTROL_PANEL);
    }

    @Test
    void shouldRefuseAnothersConsumerGroup() {
        try (var consumer = new KafkaConsumer<>(
                settings(Participant.METRICS, Map.of("group.id", "retention-service")),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.USAGE_SAMPLES.topicName()));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void shouldRefuseWhoCannotProveWhoTheyAre() {
        assertRefused(new KafkaLogins(name -> "wrong").of(Participant.DSR));
        assertRefused(Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"nobody\""
                                + " password=\"only-for-tests\";"));
        assertRefused(Map.of("security.protocol", "PLAINTEXT"));
    }

    /** A second start makes the same users and rights again, and takes away what is not in the table. */
    @Test
    void shouldMakeTheSameRightsAgain() throws Exception {
        try (Admin admin = Admin.create(broker.clientSettings())) {
            var before = admin.describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                    .values()
                    .get(20, TimeUnit.SECONDS);
            broker.createTopics(Map.of());
            assertThat(admin.describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                            .values()
                            .get(20, TimeUnit.SECONDS))
                    .containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static void assertRefused(Map<String, Object> login) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("default.api.timeout.ms", 3_000);
        settings.put("request.timeout.ms", 2_000);
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
                    .cause()
                    .satisfiesAnyOf(
                            cause -> assertThat(cause).isInstanceOf(SaslAuthenticationException.class),
                            cause -> assertThat(cause)
                                    .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class));
        }
    }

    private static boolean isTaken(Future<RecordMetadata> answer) throws Exception {
        try {
            answer.get(20, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException refused) {
            assertThat(refused.getCause()).isInstanceOf(AuthorizationException.class);
            return false;
        }
    }

    private static boolean isRead(KafkaConsumer<String, String> consumer, Topic topic) {
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        consumer.assign(List.of(partition));
        try {
            consumer.seekToBeginning(List.of(partition));
            consumer.position(partition);
            consumer.poll(Duration.ofMillis(200));
            return true;
        } catch (TopicAuthorizationException refused) {
            return false;
        }
    }

    private static Set<Participant> writers(Topic topic) {
        Set<Participant> writers = new HashSet<>(Set.of(Participant.values()));
        writers.removeIf(participant -> !TopicAccess.mayWrite(participant, topic));
        return writers;
    }

    private static Set<Participant> readers(Topic topic) {
        Set<Participant> readers = new HashSet<>(Set.of(Participant.values()));
        readers.removeIf(participant -> !TopicAccess.mayRead(participant, topic));
        return readers;
    }

    private static Map<String, Object> settings(Participant participant, Map<String, Object> others) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(participant));
        settings.putAll(others);
        return settings;
    }
}
