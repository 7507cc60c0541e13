package com.estflux.privacy.reference.account;

import com.estflux.privacy.reference.http.Fields;
import java.util.UUID;

/**
 * An account to open.
 *
 * @param subjectId the customer, the OIDC {@code sub}
 * @param name full name
 * @param email email address
 * @param address billing address
 */
record NewAccount(UUID subjectId, String name, String email, String address) {
    NewAccount {
        Fields.required(subjectId, "subjectId");
        Fields.text(name, "name", 200);
        Fields.text(email, "email", 320);
        Fields.text(address, "address", 1000);
    }
}
