package com.estflux.privacy.reference;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;

/** Runs one of the reference systems until it is told to stop. */
public final class ReferenceSystems {

    private static final int FAILED = 1;
    private static final int MISCONFIGURED = 2;

    private ReferenceSystems() {}

    /** Runs the system named by the one argument, as its environment says. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            exit(MISCONFIGURED, "which system? account, billing or support");
        }
        try {
            RunningSystem system = new RunningSystem(Settings.read(arguments[0], System.getenv()), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
            system.start();
        } catch (InvalidSettingException e) {
            exit(MISCONFIGURED, e.getMessage());
        } catch (IOException | SQLException | FlywayException | KafkaException e) {
            exit(FAILED, "cannot start: " + e.getMessage());
        }
    }

    private static void exit(int status, String line) {
        System.err.println(line.lines().findFirst().orElse(line));
        System.exit(status);
    }
}
