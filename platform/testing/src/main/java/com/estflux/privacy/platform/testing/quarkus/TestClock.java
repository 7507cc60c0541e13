package com.estflux.privacy.platform.testing.quarkus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of a test JVM. It tells the real time until a test moves it: {@link #set} makes it stand still at an
 * instant, {@link #advance} moves it on, whether it stands or runs. Reset it after each test that moved it.
 */
public final class TestClock extends Clock {

    private static final AtomicReference<Clock> TIME = new AtomicReference<>(Clock.systemUTC());
    private static final TestClock UTC = new TestClock(ZoneOffset.UTC);

    private final ZoneId zone;

    private TestClock(ZoneId zone) {
        this.zone = zone;
    }

    /** The clock, in UTC. */
    public static TestClock get() {
        return UTC;
    }

    /** Stands still at an instant from now on. */
    public void set(Instant instant) {
        TIME.set(Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** Moves on, or back if negative. */
    public void advance(Duration duration) {
        TIME.updateAndGet(time -> Clock.offset(time, duration));
    }

    /** Tells the real time again. */
    public void reset() {
        TIME.set(Clock.systemUTC());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(other);
    }

    @Override
    public Instant instant() {
        return TIME.get().instant();
    }
}
