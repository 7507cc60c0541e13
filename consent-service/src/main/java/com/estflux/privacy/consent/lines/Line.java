package com.estflux.privacy.consent.lines;

import java.nio.charset.StandardCharsets;

/** A line of a body. */
public final class Line {

    private final long number;
    private final byte[] bytes;
    private final boolean tooLong;

    Line(long number, byte[] bytes, boolean tooLong) {
        this.number = number;
        this.bytes = bytes;
        this.tooLong = tooLong;
    }

    /** Its place in the body, from 1. */
    public long number() {
        return number;
    }

    /** As it came, without its end; cut off if too long. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Without white space around it. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** Whether it was cut off. */
    public boolean tooLong() {
        return tooLong;
    }
}
