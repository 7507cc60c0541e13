package com.estflux.privacy.metrics.remotewrite;

import com.estflux.privacy.metrics.counter.Reading;
import org.jspecify.annotations.Nullable;

/**
 * One sample of a series, or why it is none.
 *
 * @param number the series' place in the request, from 1
 * @param reading what it says of one counter, null if refused
 * @param refusal a stable code, null if it is a reading
 */
public record Series(
        int number, @Nullable Reading reading, @Nullable String refusal) {}
