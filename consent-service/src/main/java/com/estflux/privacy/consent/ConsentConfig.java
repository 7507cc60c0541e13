package com.estflux.privacy.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of consent-service. */
@ConfigMapping(prefix = "estflux.consent")
public interface ConsentConfig {

    /** How decisions are grouped into queries. */
    Grouping decisions();

    /** How consents are grouped into transactions. */
    Grouping writes();

    /** How those who need no token are served. */
    Anonymous anonymous();

    /** How customers are told of material changes of the policy. */
    Mailing mailing();

    /** When consents lapse. */
    Expiry expiry();

    /**
     * For how many pairs of person and purpose, at most, it is remembered what decisions depend on; some 160 bytes each.
     * It is forgotten as soon as it changes. None if 0.
     */
    @WithDefault("1000000")
    @Min(0)
    int factsRemembered();

    /** How long a request with an {@code Idempotency-Key} is remembered: a repetition after that is a new one. */
    @WithDefault("24h")
    Duration requestsRememberedFor();

    /** When consents lapse. */
    interface Expiry {

        /** How often lapsed consents are looked for, to tell those who listen. Decisions do not wait for it. */
        @WithDefault("1m")
        Duration every();
    }

    /** How customers are told of material changes of the policy. */
    interface Mailing {

        /** Most recipients handed out a minute. */
        @WithDefault("600")
        @Min(1)
        int perMinute();
    }

    /** How those who need no token are served. */
    interface Anonymous {

        /** Most requests a minute of one client without a token to what anybody may call; beyond it 429. */
        @WithDefault("120")
        @Min(1)
        int requestsPerMinute();
    }

    /** How work is grouped. */
    interface Grouping {

        /**
         * Groups under way at a time, each on a database connection, and no more than there are event loops. Fewer make
         * larger groups, which cost less a request; more leave no processor idle. Decisions have one for each event loop.
         */
        @WithDefault("1")
        @Min(1)
        @Max(16)
        int lanes();

        /** Most requests in a group. */
        @WithDefault("128")
        @Min(1)
        @Max(1000)
        int largestGroup();

        /** Most requests waiting in a lane; more are answered 503. */
        @WithDefault("5000")
        @Min(1)
        int mostWaiting();

        /** How long at most a busy lane waits for its next group to come together; to the millisecond. */
        @WithDefault("0.001s")
        Duration gather();

        /** How many requests a busy lane waits for, in percent of those just answered and those who wait already. */
        @WithDefault("50")
        @Min(1)
        @Max(100)
        int gatherPercent();
    }
}
