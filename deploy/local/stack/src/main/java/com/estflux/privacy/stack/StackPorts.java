package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which component listens where on 127.0.0.1. */
public final class StackPorts {

    private static final int HIGHEST = 65_535;

    /** The services' ports are the published ones; the rest keeps clear of what a developer may already run. */
    private static final Map<String, Integer> DEFAULTS = defaults();

    private final Map<String, Integer> ports;

    private StackPorts(Map<String, Integer> ports) {
        this.ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }

    /** The ports the documentation speaks of. */
    public static StackPorts standard() {
        return new StackPorts(DEFAULTS);
    }

    /**
     * Consecutive ports, for a second stack beside the first.
     *
     * @param base the first of them
     */
    public static StackPorts from(int base) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        int next = base;
        for (String name : DEFAULTS.keySet()) {
            ports.put(name, requireValid(next));
            next++;
        }
        return new StackPorts(ports);
    }

    /** Ports nobody listens on now. */
    public static StackPorts free() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        DEFAULTS.keySet().forEach(name -> ports.put(name, FreePorts.next()));
        return new StackPorts(ports);
    }

    /**
     * These ports, but one.
     *
     * @throws StackException if there is no such component or port
     */
    public StackPorts with(String component, int port) {
        of(component);
        Map<String, Integer> changed = new LinkedHashMap<>(ports);
        changed.put(component, requireValid(port));
        return new StackPorts(changed);
    }

    /**
     * The port of a component.
     *
     * @throws StackException if there is no such component
     */
    public int of(String component) {
        Integer port = ports.get(component);
        if (port == null) {
            throw new StackException("no component " + component + "; there are " + String.join(", ", ports.keySet()));
        }
        return port;
    }

    /** Where a component answers over HTTP, without a slash at the end. */
    public String url(String component) {
        return "http://127.0.0.1:" + of(component);
    }

    /**
     * Checks that they differ, and that nobody listens on any of them.
     *
     * @throws StackException naming the ports that are taken, and how to choose others
     */
    void requireFree() {
        Map<Integer, String> components = new LinkedHashMap<>();
        ports.forEach((component, port) -> {
            String other = components.put(port, component);
            if (other != null) {
                throw new StackException("port " + port + " cannot be both " + other + "'s and " + component + "'s");
            }
        });
        List<String> taken = new ArrayList<>();
        ports.forEach((component, port) -> {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                taken.add(port + " (" + component + ")");
            }
        });
        if (!taken.isEmpty()) {
            throw new StackException("taken by another program: port " + String.join(", ", taken)
                    + "; choose others with --port NAME=PORT or --port-base PORT");
        }
    }

    private static int requireValid(int port) {
        if (port < 1 || port > HIGHEST) {
            throw new StackException("a port is a number from 1 to " + HIGHEST);
        }
        return port;
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("consent", 8081);
        ports.put("dsr", 8082);
        ports.put("retention", 8083);
        ports.put("metrics", 8084);
        ports.put("keycloak", 8180);
        ports.put("account", 8281);
        ports.put("billing", 8282);
        ports.put("support", 8283);
        ports.put("postgres", 25432);
        ports.put("kafka", 29092);
        ports.put("smtp", 20025);
        ports.put("imap", 20143);
        return ports;
    }
}
