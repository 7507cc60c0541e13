/** Which VPS is whose, and who held which address when (PF-2.4). */
@NullMarked
package com.estflux.privacy.metrics.assignment;

import org.jspecify.annotations.NullMarked;
