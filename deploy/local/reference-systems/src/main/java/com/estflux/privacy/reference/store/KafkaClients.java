package com.estflux.privacy.reference.store;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients that get by with little memory. */
public final class KafkaClients {

    private static final int MEBIBYTE = 1024 * 1024;

    private KafkaClients() {}

    /**
     * How a system reaches the broker.
     *
     * @param bootstrapServers where the broker is
     * @param protocol {@code SASL_SSL}, or {@code SASL_PLAINTEXT} on loopback
     * @param user the system's own name
     * @param password its password
     */
    public record Login(String bootstrapServers, String protocol, String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }

        private Map<String, Object> with(Map<String, Object> others) {
            Map<String, Object> settings = new HashMap<>(others);
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
            settings.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    ScramLoginModule.class.getName() + " required username=\"" + user + "\" password=\"" + password
                            + "\";");
            return settings;
        }
    }

    /** A producer that is told when every replica has a record. */
    public static Producer<byte[], byte[]> producer(Login login) {
        return new KafkaProducer<>(
                login.with(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        8L * MEBIBYTE,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        10_000,
                        // Longer than the relay's database connection could be left idle is of no use.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        20_000,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A consumer whose position somebody else keeps. */
    public static Consumer<byte[], byte[]> consumer(Login login) {
        return new KafkaConsumer<>(
                login.with(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        50,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        2 * MEBIBYTE,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        MEBIBYTE / 2)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
