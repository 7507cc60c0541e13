/** Events that are part of a transaction, and what sends them. */
@NullMarked
package com.estflux.privacy.reference.outbox;

import org.jspecify.annotations.NullMarked;
