package com.estflux.privacy.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Starts again what died, a few times: a developer wants to see a crash, and to go on. */
final class Supervisor implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int RESTARTS = 3;
    private static final int ABANDON_SECONDS = 20;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    /** Each component by itself: one that waits for the database must not keep the database from coming back. */
    private final ExecutorService revivals = Executors.newCachedThreadPool();

    private final Set<String> reviving = ConcurrentHashMap.newKeySet();
    private final Set<String> starved = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> restarts = new ConcurrentHashMap<>();
    private final List<Component> components;
    private final BooleanSupplier diskFull;
    private final Progress progress;

    Supervisor(Collection<Component> components, BooleanSupplier diskFull, Progress progress) {
        this.components = List.copyOf(components);
        this.diskFull = diskFull;
        this.progress = progress;
        watch.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Watches no more: what is being started again is let go of, and nothing else will be. */
    @Override
    public void close() {
        watch.shutdownNow();
        revivals.shutdownNow();
        try {
            revivals.awaitTermination(ABANDON_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        for (Component component : components) {
            if (isDead(component) && reviving.add(component.name())) {
                revivals.execute(() -> {
                    try {
                        // It may have come back between the two questions.
                        if (isDead(component)) {
                            revive(component);
                        }
                    } finally {
                        reviving.remove(component.name());
                    }
                });
            }
        }
    }

    private static boolean isDead(Component component) {
        return component.isWanted() && !component.isAlive();
    }

    private void revive(Component component) {
        String name = component.name();
        if (diskFull.getAsBoolean()) {
            if (starved.add(name)) {
                progress.say(name, "died, the disk is full; it starts again once there is room");
            }
            return;
        }
        starved.remove(name);
        int count = restarts.merge(name, 1, Integer::sum);
        if (count > RESTARTS) {
            if (count == RESTARTS + 1) {
                progress.say(name, "died again and stays down, see " + component.log());
            }
            return;
        }
        progress.say(name, "died, see " + component.log() + "; restart " + count + " of " + RESTARTS);
        try {
            component.restart();
            progress.say(name, "ready again");
        } catch (RuntimeException e) {
            if (!revivals.isShutdown()) {
                progress.say(name, String.valueOf(e.getMessage()));
            }
        }
    }
}
