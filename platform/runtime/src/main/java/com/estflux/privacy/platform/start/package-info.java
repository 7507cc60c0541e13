/** How a service starts. */
@NullMarked
package com.estflux.privacy.platform.start;

import org.jspecify.annotations.NullMarked;
