/** Measures the ratios the service promises. Not tests: they run only when named, see the README. */
@NullMarked
package com.estflux.privacy.metrics.benchmark;

import org.jspecify.annotations.NullMarked;
