package com.estflux.privacy.retention.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Configuration of this service. */
@ConfigMapping(prefix = "estflux.retention")
public interface RetentionConfig {

    /** The controller's financial years (PF-6.2). */
    FinancialYear financialYear();

    /** How records whose time has come are disposed of. */
    Disposal disposal();

    /** Financial years. */
    interface FinancialYear {

        /** Last day of a financial year, MM-dd. */
        @WithDefault("12-31")
        @Pattern(regexp = "\\d\\d-\\d\\d")
        String endsOn();

        /** Later last days. Each begins a new financial year and so ends the one before it, which may be short. */
        List<Change> changes();
    }

    /** A change of the financial year. */
    interface Change {

        /** First day of the first financial year that ends on the new day. */
        LocalDate from();

        /** Its last day, MM-dd. */
        @Pattern(regexp = "\\d\\d-\\d\\d")
        String endsOn();
    }

    /** Disposals. */
    interface Disposal {

        /** How often due records are looked for. */
        @WithDefault("60s")
        Duration every();

        /** Most records a round claims. */
        @WithDefault("2000")
        @Min(1)
        @Max(10_000)
        int batchSize();

        /** Most records a command names; more become several commands. A record of Kafka holds about a thousand. */
        @WithDefault("500")
        @Min(1)
        @Max(1000)
        int recordsPerCommand();

        /** First pause before a command is sent again to stores that have not answered; doubles each time. */
        @WithDefault("2m")
        Duration firstResend();

        /** Longest pause between sending a command again. */
        @WithDefault("24h")
        Duration longestResend();
    }
}
