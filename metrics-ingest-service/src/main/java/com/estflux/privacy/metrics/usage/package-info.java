/** What was used: roll-ups, and the questions billing and customers ask of them (PF-2.5, PF-2.6). */
@NullMarked
package com.estflux.privacy.metrics.usage;

import org.jspecify.annotations.NullMarked;
