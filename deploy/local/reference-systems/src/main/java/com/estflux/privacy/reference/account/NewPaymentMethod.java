package com.estflux.privacy.reference.account;

import com.estflux.privacy.reference.http.Fields;

/**
 * A payment method to remember.
 *
 * @param reference what the payment processor calls it, never a card number
 */
record NewPaymentMethod(String reference) {
    NewPaymentMethod {
        Fields.text(reference, "reference", 200);
    }
}
