package com.estflux.privacy.consent.ratelimit;

import com.estflux.privacy.consent.ConsentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token bucket a client, in memory only. Knows the clients seen last, up to a bound; one that is forgotten begins with
 * a full bucket.
 */
@ApplicationScoped
class RateLimit {

    private static final int MOST_CLIENTS = 50_000;
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    @Inject
    RateLimit(ConsentConfig config) {
        this(config.anonymous().requestsPerMinute());
    }

    RateLimit(int perMinute) {
        this.perMinute = perMinute;
    }

    private record Bucket(double tokens, long nanos) {}

    /** Takes a token of a client's; false if it has none left. */
    synchronized boolean allows(String client, long nanos) {
        Bucket before = buckets.getOrDefault(client, new Bucket(perMinute, nanos));
        double refilled = before.tokens() + (nanos - before.nanos()) / NANOS_PER_MINUTE * perMinute;
        double tokens = Math.min(perMinute, refilled);
        boolean allowed = tokens >= 1;
        buckets.put(client, new Bucket(allowed ? tokens - 1 : tokens, nanos));
        return allowed;
    }
}
