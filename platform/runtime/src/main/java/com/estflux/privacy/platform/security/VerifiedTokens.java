package com.estflux.privacy.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who tokens said they are that were verified within the last minute. None is believed beyond its own end, and what was
 * refused is not remembered. A signing key that the identity provider withdraws is so believed a minute longer.
 */
final class VerifiedTokens {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int SPREADING = 32;

    private final Cache<Sent, Verified> tokens =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    private final Clock clock;

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    /** Told apart by all of it, and spread by the end of the signature: a header is new with every request, and long. */
    private record Sent(String authorization) {

        @Override
        public int hashCode() {
            return authorization
                    .substring(Math.max(0, authorization.length() - SPREADING))
                    .hashCode();
        }
    }

    private record Verified(SecurityIdentity identity, long expiresAtSecond) {}

    /** Whose token this is; null if that has to be found out. */
    @Nullable
    SecurityIdentity find(String authorization) {
        @Nullable Verified found = tokens.getIfPresent(new Sent(authorization));
        return found == null || found.expiresAtSecond() <= clock.instant().getEpochSecond() ? null : found.identity();
    }

    /** Remembers whose token it is, but nothing of the request it came with. */
    void remember(String authorization, SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            SecurityIdentity remembered = QuarkusSecurityIdentity.builder()
                    .setPrincipal(token)
                    .addRoles(identity.getRoles())
                    .build();
            tokens.put(new Sent(authorization), new Verified(remembered, token.getExpirationTime()));
        }
    }
}
