package com.estflux.privacy.stack.fault;

import com.estflux.privacy.platform.testing.infrastructure.Directories;
import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.Progress;
import com.estflux.privacy.stack.StackOptions;
import com.estflux.privacy.stack.StackPorts;
import com.estflux.privacy.stack.story.Customers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One stack for all fault tests: started once, stopped with the test JVM. */
final class FaultStack {

    private static final class Running {
        static final FaultStack STACK = new FaultStack();
    }

    private final Progress progress = new Progress(System.out);
    private final LocalStack stack;
    private final Customers customers;

    private FaultStack() {
        try {
            Path data = Files.createTempDirectory("estflux-faults-");
            Path root = Path.of(System.getProperty("estflux.root"));
            stack = LocalStack.start(new StackOptions(root, data, StackPorts.free(), true, false), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "stop-stack"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        customers = new Customers(stack);
    }

    static FaultStack get() {
        return Running.STACK;
    }

    LocalStack stack() {
        return stack;
    }

    Customers customers() {
        return customers;
    }

    void say(String subject, String what) {
        progress.say(subject, what);
    }

    String url(String component) {
        return stack.options().ports().url(component);
    }

    /** The first column of what a query finds. */
    List<String> query(String database, String sql, Object... parameters) {
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

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
