package com.estflux.privacy.metrics.assignment;

/** Something was assigned after its customer's erasure, and no account of theirs has been opened since, as far as is known. */
final class AccountNotOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccountNotOpenException() {
        super("assigned after the erasure of a customer who has not opened an account since");
    }
}
