package com.estflux.privacy.platform.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts a service; a signal to stop is heard from the first moment on. */
@QuarkusMain
public class ServiceMain {

    private ServiceMain() {}

    /** Runs the service until it is told to stop. */
    public static void main(String... arguments) {
        StopDuringStart.watch();
        Quarkus.run(arguments);
    }
}
