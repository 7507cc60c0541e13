package com.estflux.privacy.stack;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * The ways a person or a machine asks the launcher to stop: the end of its standard input, SIGINT, SIGTERM and SIGHUP.
 * Each interrupts the thread that runs the stack, whatever it is at, which then stops everything in order. The virtual
 * machine's own answer to a signal would kill all components at once, the databases before those who use them.
 */
final class StopRequests {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final Thread runner;
    private volatile boolean made;

    /** Requests that interrupt this thread. */
    StopRequests(Thread runner) {
        this.runner = runner;
    }

    /** Whether there was one. */
    boolean made() {
        return made;
    }

    /** Listens to signals. On a Java platform that cannot, they end the launcher at once, as ever. */
    void atSignals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler interrupt = (proxy, method, arguments) -> {
                make();
                return null;
            };
            Object interrupting =
                    Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {handler}, interrupt);
            for (String name : SIGNALS) {
                Object named = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, named, interrupting);
            }
        } catch (ReflectiveOperationException e) {
            System.err.println("signals are not heard here: " + e);
        }
    }

    /**
     * Waits for the end of the standard input. The script that started this holds its other end: it lets go on Ctrl-C
     * and on SIGTERM, and the kernel does for it if it is killed.
     */
    void atEndOfInput() {
        Thread reader = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever written there.
                        }
                    } catch (IOException closed) {
                        // As good as its end.
                    }
                    make();
                },
                "await-stop");
        reader.setDaemon(true);
        reader.start();
    }

    private void make() {
        if (!made) {
            made = true;
            runner.interrupt();
        }
    }
}
