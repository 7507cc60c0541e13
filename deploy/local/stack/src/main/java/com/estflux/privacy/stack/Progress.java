package com.estflux.privacy.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Lines for the person at the terminal, each with the seconds since the beginning. */
public final class Progress {

    private final Instant start = Instant.now();
    private final PrintStream out;

    /** Lines to this stream. */
    public Progress(PrintStream out) {
        this.out = out;
    }

    /** A line about a component or a step. */
    public void say(String subject, String what) {
        out.println(String.format(Locale.ROOT, "%7.1f s  %-10s %s", seconds(), subject, what));
    }

    /** A line as it is. */
    public void line(String text) {
        out.println(text);
    }

    /** Seconds since the beginning. */
    public double seconds() {
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }
}
