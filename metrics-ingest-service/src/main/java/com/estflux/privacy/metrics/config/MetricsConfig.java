package com.estflux.privacy.metrics.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.MonthDay;
import java.time.Period;
import java.util.Optional;
import java.util.Set;

/** What can be set for the metrics ingest service. */
@ConfigMapping(prefix = "estflux.metrics")
public interface MetricsConfig {

    /** How far back a sample may lie; where history is imported, such as a trace of former years, it is set higher. */
    @WithDefault("P35D")
    Duration acceptedBack();

    /** How far ahead of this service's clock a sample may lie. */
    @WithDefault("PT5M")
    Duration acceptedAhead();

    /** How long samples of a VPS no assignment has named wait for it, before they are given up and reported. */
    @WithDefault("PT24H")
    Duration quarantine();

    /** Most samples in quarantine; more than these are given up at once and counted. */
    @WithDefault("1000000")
    long quarantineLimit();

    /**
     * How long raw samples are kept at most, where that is shorter than what the rules of {@code traffic-volume} and {@code
     * resource-usage} say (PF-6.6); roll-ups stay. Legal holds prevail.
     */
    Optional<Period> samplesKept();

    /** Most samples taken from Kafka and stored at once; more mean fewer, larger transactions, and more memory. */
    @WithDefault("10000")
    @Min(1)
    int recordsPerPoll();

    /** How many months ahead of now partitions are made. */
    @WithDefault("3")
    int partitionsAhead();

    /** Most elements or lines in one request. */
    @WithDefault("50000")
    int linesPerRequest();

    /** Most bytes of requests held in memory at once; further requests are asked to come again. */
    @WithDefault("67108864")
    long requestBytesInFlight();

    /** Fewest people, visitors or customers, whom a figure in statistics may describe; at least two. */
    @WithDefault("5")
    @Min(2)
    int minimumGroup();

    /** Web analytics. */
    Analytics analytics();

    /** What can be set for web analytics. */
    interface Analytics {

        /** The hosts of the sites whose pages are counted. */
        @WithDefault("estflux.com,www.estflux.com,estflux.ee,www.estflux.ee")
        Set<String> sites();
    }

    /** Billing periods. */
    Billing billing();

    /** What can be set for billing periods. */
    interface Billing {

        /**
         * Until when a period says it will be kept when it is closed, after the end of its financial year (PF-6.2). When it
         * goes, the rule of {@code billing-record} says that is in force then.
         */
        @WithDefault("P7Y")
        Period kept();

        /** The last day of the financial year, such as {@code --12-31}. */
        @WithDefault("--12-31")
        MonthDay financialYearEnd();

        /** How often samples that came after closing become adjustments. */
        @WithDefault("1h")
        Duration adjustEvery();
    }
}
