package com.estflux.privacy.reference.support;

import com.estflux.privacy.reference.http.Fields;

/**
 * A message to add to a ticket.
 *
 * @param message the text
 */
record NewMessage(String message) {

    static final int LONGEST = 20_000;

    NewMessage {
        Fields.text(message, "message", LONGEST);
    }
}
