/** The vocabulary of the suite: events, commands and receipts as plain Java, with their topics, schemas and wire format. */
@NullMarked
package com.estflux.privacy.contracts;

import org.jspecify.annotations.NullMarked;
