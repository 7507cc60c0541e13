/** How groups are made large enough that their figures describe nobody (PF-6.5). */
@NullMarked
package com.estflux.privacy.metrics.anonymity;

import org.jspecify.annotations.NullMarked;
