package com.estflux.privacy.stack;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param options how to run the stack
 * @param demo whether to tell the story on it
 * @param exit whether to stop after the story
 * @param help whether only the usage is wanted
 */
record Arguments(StackOptions options, boolean demo, boolean exit, boolean help) {

    static final String USAGE = """
            usage: deploy/local/run [--demo [--exit]] [--reset] [--data DIR] [--port NAME=PORT]... [--port-base PORT]

              --demo            tells the story of an erasure on the running stack
              --exit            stops after the story
              --reset           begins with an empty data folder
              --data DIR        the data folder (deploy/local/data)
              --port NAME=PORT  lets one component listen elsewhere: consent, dsr, retention, metrics, keycloak,
                                account, billing, support, postgres, kafka, smtp or imap
              --port-base PORT  lets them listen on twelve consecutive ports
            """;

    /**
     * Reads them.
     *
     * @throws StackException if they make no sense
     */
    static Arguments read(Path root, List<String> words) {
        Path data = root.resolve("deploy/local/data");
        StackPorts ports = StackPorts.standard();
        boolean demo = false;
        boolean exit = false;
        boolean reset = false;
        boolean help = false;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--demo" -> demo = true;
                case "--exit" -> exit = true;
                case "--reset" -> reset = true;
                case "--help", "-h" -> help = true;
                case "--data" -> data = Path.of(value(word, left.poll()));
                case "--port-base" -> ports = StackPorts.from(number(value(word, left.poll())));
                case "--port" -> ports = withPort(ports, value(word, left.poll()));
                default -> throw new StackException("unknown option " + word + "; see --help");
            }
        }
        if (exit && !demo) {
            throw new StackException("--exit goes with --demo; see --help");
        }
        StackOptions options = new StackOptions(root, data.toAbsolutePath().normalize(), ports, reset, true);
        return new Arguments(options, demo, exit, help);
    }

    private static StackPorts withPort(StackPorts ports, String choice) {
        int equals = choice.indexOf('=');
        if (equals < 1) {
            throw new StackException("--port wants NAME=PORT; see --help");
        }
        return ports.with(choice.substring(0, equals), number(choice.substring(equals + 1)));
    }

    private static String value(String option, @Nullable String value) {
        if (value == null) {
            throw new StackException(option + " wants a value; see --help");
        }
        return value;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new StackException("not a port: " + text);
        }
        return Integer.parseInt(text);
    }
}
