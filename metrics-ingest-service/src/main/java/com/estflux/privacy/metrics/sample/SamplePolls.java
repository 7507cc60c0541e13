package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.transaction.Failures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/**
 * The thread that polls {@code usage.samples.v1}, from the start of the service to its end. It uses Kafka's client itself:
 * what the connector makes of every single record costs as much as reading it. As the other consumers it belongs to the
 * service's group; a consumer that fails is replaced by another, which goes on from what is committed.
 */
@Liveness
@ApplicationScoped
class SamplePolls implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(SamplePolls.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int FETCH_BYTES = 2 << 20;

    private final SamplesConsumer samples;
    private final Map<String, Object> settings;
    private final MeterRegistry meters;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, SamplesConsumer.CHANNEL);

    SamplePolls(
            SamplesConsumer samples,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "mp.messaging.connector.smallrye-kafka.group.id") String group,
            MetricsConfig config,
            MeterRegistry meters) {
        this.samples = samples;
        this.meters = meters;
        this.settings = new HashMap<>(broker);
        settings.put("client.id", SamplesConsumer.CHANNEL);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("max.poll.records", config.recordsPerPoll());
        settings.put("max.partition.fetch.bytes", FETCH_BYTES);
    }

    /** Dead letters can be replayed from now on, not only from the first record on. */
    void start(@Observes StartupEvent started) {
        ClientProxy.unwrap(samples);
        thread.start();
    }

    /** What is being stored is waited for: whoever reads the partitions next does not get it again. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stop.countDown();
        thread.join(SamplePolling.FAREWELL.plus(PAUSE).toMillis());
    }

    /** Whether samples are taken in, or will be once the broker is back. */
    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named(SamplesConsumer.CHANNEL)
                .status(thread.isAlive() || stop.getCount() == 0)
                .build();
    }

    private void run() {
        try {
            for (Duration before = Duration.ZERO; !isStoppedWithin(before); before = PAUSE) {
                poll();
            }
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStoppedWithin(Duration time) throws InterruptedException {
        return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() throws InterruptedException {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
            metrics.bindTo(meters);
            new SamplePolling(consumer, samples::read, () -> stop.getCount() == 0).run(Topic.USAGE_SAMPLES);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warnf("samples are not polled, will try again: %s", Failures.describe(e));
        }
    }
}
