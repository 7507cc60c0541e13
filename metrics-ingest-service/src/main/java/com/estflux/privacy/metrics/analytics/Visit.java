package com.estflux.privacy.metrics.analytics;

import org.jspecify.annotations.Nullable;

/**
 * What the request itself says about a visit. The address is cut before it gets here.
 *
 * @param network the truncated address
 * @param userAgent the header, null if it is not there
 * @param globalPrivacyControl the header, null if it is not there
 * @param doNotTrack the header, null if it is not there
 */
record Visit(
        String network,
        @Nullable String userAgent,
        @Nullable String globalPrivacyControl,
        @Nullable String doNotTrack) {}
