/** Prometheus remote write 1.0: what its senders put into a request. */
@NullMarked
package com.estflux.privacy.metrics.remotewrite;

import org.jspecify.annotations.NullMarked;
