/** Errors as RFC 9457 problems. */
@NullMarked
package com.estflux.privacy.platform.problem;

import org.jspecify.annotations.NullMarked;
