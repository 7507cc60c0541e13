/** How often those who need no token may call. */
@NullMarked
package com.estflux.privacy.consent.ratelimit;

import org.jspecify.annotations.NullMarked;
