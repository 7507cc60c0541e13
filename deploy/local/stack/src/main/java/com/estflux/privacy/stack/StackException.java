package com.estflux.privacy.stack;

/** The stack cannot do what it should; the message is one line for the person at the terminal. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With this line. */
    public StackException(String message) {
        super(message);
    }

    /** With this line, and what caused it. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
