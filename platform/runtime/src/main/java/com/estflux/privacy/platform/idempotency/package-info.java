/** Requests that may be sent again without a second effect: {@code Idempotency-Key}. */
@NullMarked
package com.estflux.privacy.platform.idempotency;

import org.jspecify.annotations.NullMarked;
