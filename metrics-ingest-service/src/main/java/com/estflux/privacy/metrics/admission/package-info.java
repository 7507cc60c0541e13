/** How much of what collectors send is held in memory at once: requests beyond it are asked to come again. */
@NullMarked
package com.estflux.privacy.metrics.admission;

import org.jspecify.annotations.NullMarked;
