package com.estflux.privacy.metrics.sample;

/** A sample cannot be taken in; its message is a stable code and holds nothing of the sample. */
final class SampleRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Refused for this reason. */
    SampleRefusedException(String code) {
        super(code, null, false, false);
    }

    /** The reason, as clients and dead letters see it. */
    String code() {
        return String.valueOf(getMessage());
    }
}
