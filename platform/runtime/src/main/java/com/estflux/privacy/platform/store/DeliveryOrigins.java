package com.estflux.privacy.platform.store;

import java.net.URI;
import java.util.Set;

/**
 * Where exports may go and corrections may come from. A person's data crosses no network in clear: an origin is {@code
 * https}, unless it is on this machine.
 */
final class DeliveryOrigins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> origins;

    /**
     * These origins.
     *
     * @throws IllegalArgumentException if one of them is no origin, or neither https nor on this machine
     */
    DeliveryOrigins(Set<String> origins) {
        origins.forEach(DeliveryOrigins::require);
        this.origins = Set.copyOf(origins);
    }

    private static void require(String origin) {
        URI address = URI.create(origin);
        boolean local = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
        boolean complete = address.getHost() != null && origin.equals(of(address));
        if (!complete || !(local || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    "estflux.delivery-origins: " + origin + " is not https://HOST[:PORT], nor http:// on loopback");
        }
    }

    /** Whether what this address names is of one of them. */
    boolean allow(URI address) {
        return origins.contains(of(address));
    }

    private static String of(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
