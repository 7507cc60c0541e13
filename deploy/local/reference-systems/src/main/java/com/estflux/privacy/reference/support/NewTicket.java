package com.estflux.privacy.reference.support;

import com.estflux.privacy.reference.http.Fields;
import java.util.UUID;

/**
 * A ticket to open.
 *
 * @param subjectId the customer, the OIDC {@code sub}
 * @param subject what it is about
 * @param message the first message
 */
record NewTicket(UUID subjectId, String subject, String message) {
    NewTicket {
        Fields.required(subjectId, "subjectId");
        Fields.text(subject, "subject", 500);
        Fields.text(message, "message", NewMessage.LONGEST);
    }
}
