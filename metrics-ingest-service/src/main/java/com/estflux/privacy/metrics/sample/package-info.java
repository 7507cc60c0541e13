/** Taking in usage samples: once each, in bulk, whatever their order. */
@NullMarked
package com.estflux.privacy.metrics.sample;

import org.jspecify.annotations.NullMarked;
