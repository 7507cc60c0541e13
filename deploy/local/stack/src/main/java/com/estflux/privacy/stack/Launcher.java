package com.estflux.privacy.stack;

import com.estflux.privacy.stack.story.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the stack for a person at a terminal, until they have seen enough. */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String ROOT = "estflux.root";
    private static final String STOP_AT_END_OF_INPUT = "estflux.stop-at-end-of-input";

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Progress progress = new Progress(System.out);

    private Launcher() {}

    /** Runs the stack as the arguments say. */
    public static void main(String[] words) {
        Arguments arguments;
        try {
            Path root = Path.of(System.getProperty(ROOT, ".")).toAbsolutePath().normalize();
            arguments = Arguments.read(root, List.of(words));
        } catch (StackException e) {
            System.err.println(e.getMessage());
            System.exit(MISUSED);
            return;
        }
        if (arguments.help()) {
            System.out.print(Arguments.USAGE);
            return;
        }
        System.exit(new Launcher().run(arguments));
    }

    private int run(Arguments arguments) {
        stopAtEndOfInput();
        try (LocalStack stack = LocalStack.start(arguments.options(), progress)) {
            return use(stack, arguments);
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int use(LocalStack stack, Arguments arguments) {
        Endpoints endpoints = stack.endpoints();
        endpoints.write(arguments.options().data().resolve("endpoints.json"));
        endpoints.print(progress);
        int status = arguments.demo() ? demo(stack) : 0;
        if (!arguments.exit()) {
            progress.say("stack", "ready; Ctrl-C stops it");
            await();
        }
        progress.say("stack", "stopping");
        return status;
    }

    private int demo(LocalStack stack) {
        double begun = progress.seconds();
        try {
            Story.whole(stack, progress).tell();
            progress.line("demo passed in " + Math.round(progress.seconds() - begun) + " s");
            return 0;
        } catch (StackException e) {
            progress.line("demo failed: " + e.getMessage());
            return FAILED;
        }
    }

    private void await() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The script that started this holds the other end of the standard input: it lets go on Ctrl-C and on SIGTERM, and
     * the kernel does for it if it is killed. Signals themselves do not reach here: they would reach every child too,
     * and stop the databases before those who use them.
     */
    private void stopAtEndOfInput() {
        if (!Boolean.getBoolean(STOP_AT_END_OF_INPUT)) {
            return;
        }
        Thread reader = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever written there.
                        }
                    } catch (IOException closed) {
                        // As good as its end.
                    }
                    stop.countDown();
                },
                "await-stop");
        reader.setDaemon(true);
        reader.start();
    }
}
