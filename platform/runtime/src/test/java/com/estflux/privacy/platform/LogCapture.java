package com.estflux.privacy.platform;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged, by anybody, while it is open. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final StringBuilder text = new StringBuilder();
    private final Formatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");

    /** Begins to listen. */
    @SuppressWarnings("this-escape")
    public LogCapture() {
        root.addHandler(this);
    }

    /** Everything so far, with stack traces. */
    public synchronized String text() {
        return text.toString();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        text.append(formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
