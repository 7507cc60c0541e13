/** Capacity planning from figures that describe nobody, without those who object or are restricted (PF-2.6, PF-7). */
@NullMarked
package com.estflux.privacy.metrics.capacity;

import org.jspecify.annotations.NullMarked;
