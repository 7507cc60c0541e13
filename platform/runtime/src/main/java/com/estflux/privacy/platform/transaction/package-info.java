/** Transactions outside a request. */
@NullMarked
package com.estflux.privacy.platform.transaction;

import org.jspecify.annotations.NullMarked;
