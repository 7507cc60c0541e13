package com.estflux.privacy.reference;

/** An environment variable is missing or wrong; the message names it, never its value. */
final class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }
}
