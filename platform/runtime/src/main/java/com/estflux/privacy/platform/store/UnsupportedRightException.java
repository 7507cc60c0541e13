package com.estflux.privacy.platform.store;

/** A store does not offer what a command asks for. */
public final class UnsupportedRightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A store does not offer this. */
    public UnsupportedRightException(String right) {
        super("this store does not offer " + right);
    }
}
