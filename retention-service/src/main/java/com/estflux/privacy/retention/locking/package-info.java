/** The order in which transactions of this service wait for each other. */
@NullMarked
package com.estflux.privacy.retention.locking;

import org.jspecify.annotations.NullMarked;
