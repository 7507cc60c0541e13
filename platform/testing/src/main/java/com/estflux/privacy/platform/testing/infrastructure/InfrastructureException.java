package com.estflux.privacy.platform.testing.infrastructure;

/** A server could not be prepared, started or stopped; the message says which and where its log is. */
public final class InfrastructureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public InfrastructureException(String message) {
        super(message);
    }

    /** What went wrong, and what caused it. */
    public InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
