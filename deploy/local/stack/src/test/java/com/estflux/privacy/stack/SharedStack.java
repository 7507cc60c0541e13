package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.Directories;
import com.estflux.privacy.stack.story.Customers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One stack for all tests that need one: started once, which takes longer than most of them, stopped with the test JVM. */
public final class SharedStack {

    private static final class Running {
        static final SharedStack STACK = new SharedStack();
    }

    private final Progress progress = new Progress(System.out);
    private final LocalStack stack;
    private final Customers customers;

    private SharedStack() {
        try {
            Path data = Files.createTempDirectory("estflux-stack-");
            Path root = Path.of(System.getProperty("estflux.root"));
            stack = LocalStack.start(new StackOptions(root, data, StackPorts.free(), true, false), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "stop-stack"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        customers = new Customers(stack);
    }

    /** The stack, started if it was not yet. */
    public static SharedStack get() {
        return Running.STACK;
    }

    /** All of it. */
    public LocalStack stack() {
        return stack;
    }

    /** People to do something for. */
    public Customers customers() {
        return customers;
    }

    /** Prints what a test is at. */
    public void say(String subject, String what) {
        progress.say(subject, what);
    }

    /** Where a component answers. */
    public String url(String component) {
        return stack.options().ports().url(component);
    }

    /** The first column of what a query finds. */
    public List<String> query(String database, String sql, Object... parameters) {
        try (Connection connection = stack.postgres().connect(database);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stop(Path data) {
        stack.close();
        if (!Boolean.getBoolean("estflux.faults.keep")) {
            Directories.delete(data);
        }
    }
}
