/** Usage from raw counters that only grow, and begin anew whenever a VPS boots. */
@NullMarked
package com.estflux.privacy.metrics.counter;

import org.jspecify.annotations.NullMarked;
