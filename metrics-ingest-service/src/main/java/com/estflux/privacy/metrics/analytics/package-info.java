/** Web analytics without following anyone: what visitors chose is heeded, what stays describes nobody (PF-2.8, PF-8). */
@NullMarked
package com.estflux.privacy.metrics.analytics;

import org.jspecify.annotations.NullMarked;
