/** Events in and out: outbox, relay, inbox, consumers and dead letters. */
@NullMarked
package com.estflux.privacy.platform.messaging;

import org.jspecify.annotations.NullMarked;
