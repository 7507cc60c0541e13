/** Configuration of the metrics ingest service. */
@NullMarked
package com.estflux.privacy.metrics.config;

import org.jspecify.annotations.NullMarked;
