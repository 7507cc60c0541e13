package com.estflux.privacy.stack;

import com.estflux.privacy.stack.story.Story;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the stack for a person at a terminal, until they have seen enough. */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    /** What shells say of a command that was interrupted. */
    private static final int INTERRUPTED = 130;

    private static final String ROOT = "estflux.root";
    private static final String STOP_AT_END_OF_INPUT = "estflux.stop-at-end-of-input";

    private final StopRequests stop = new StopRequests(Thread.currentThread());
    private final Progress progress = new Progress(System.out);
    private final Arguments arguments;

    private Launcher(Arguments arguments) {
        this.arguments = arguments;
    }

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
        System.exit(new Launcher(arguments).run());
    }

    private int run() {
        stop.atSignals();
        if (Boolean.getBoolean(STOP_AT_END_OF_INPUT)) {
            stop.atEndOfInput();
        }
        try (LocalStack stack = LocalStack.start(arguments.options(), progress)) {
            return use(stack);
        } catch (RuntimeException e) {
            return stop.made() ? interrupted() : failed("", e);
        }
    }

    private int use(LocalStack stack) {
        Endpoints endpoints = stack.endpoints();
        endpoints.write(arguments.options().data().resolve("endpoints.json"));
        endpoints.print(progress);
        int status = arguments.demo() ? demo(stack) : 0;
        if (!arguments.exit() && !stop.made()) {
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
        } catch (RuntimeException e) {
            return stop.made() ? interrupted() : failed("demo failed: ", e);
        }
    }

    private int interrupted() {
        progress.say("stack", "interrupted");
        return INTERRUPTED;
    }

    /** One line for people; all of it is in the launcher's log, if there is room for one. */
    private int failed(String what, RuntimeException failure) {
        String why = failure instanceof StackException ? failure.getMessage() : failure.toString();
        (what.isEmpty() ? System.err : System.out)
                .println(what + why.lines().findFirst().orElse(""));
        Path log = arguments.options().data().resolve("logs/launcher.log");
        if (Files.isDirectory(log.getParent())) {
            try (PrintWriter writer = new PrintWriter(
                    Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                failure.printStackTrace(writer);
            } catch (IOException full) {
                // The line was printed, which is what counts.
            }
        }
        return FAILED;
    }

    private static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
