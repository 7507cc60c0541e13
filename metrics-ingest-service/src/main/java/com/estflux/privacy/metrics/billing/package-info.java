/** Billing periods: what an invoice run froze, and the signed adjustments that came after (PF-6.2). */
@NullMarked
package com.estflux.privacy.metrics.billing;

import org.jspecify.annotations.NullMarked;
