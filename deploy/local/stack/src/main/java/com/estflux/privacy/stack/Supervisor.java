package com.estflux.privacy.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts again what died, a few times: a developer wants to see a crash, and to go on. */
final class Supervisor implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int RESTARTS = 3;

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final List<Component> components;
    private final Progress progress;

    Supervisor(Collection<Component> components, Progress progress) {
        this.components = List.copyOf(components);
        this.progress = progress;
        watch.scheduleWithFixedDelay(this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void look() {
        for (Component component : components) {
            if (component.isWanted() && !component.isAlive()) {
                revive(component);
            }
        }
    }

    private void revive(Component component) {
        String name = component.name();
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
            progress.say(name, String.valueOf(e.getMessage()));
        }
    }
}
