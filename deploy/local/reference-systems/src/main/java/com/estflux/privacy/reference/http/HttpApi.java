package com.estflux.privacy.reference.http;

import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.reference.database.Database;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of a system: routes behind the access token, closed until the system is ready. */
public final class HttpApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final String READY = "/health/ready";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int THREADS = 8;

    static {
        // The JDK's server takes these from system properties alone: a client that dawdles is cut off, and a short
        // answer is not held back to be sent with the next.
        System.setProperty("sun.net.httpserver.maxReqTime", "20");
        System.setProperty("sun.net.httpserver.maxRspTime", "20");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final AccessToken token;
    private final List<Route> routes;
    private final Readiness readiness;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpServer server;

    /**
     * Listens on loopback from now on.
     *
     * @param port the port, 0 for any free one
     * @param token what a request must carry
     * @param routes what is offered
     * @param readiness whether it may be used yet
     * @throws IOException if the port cannot be had
     */
    public HttpApi(int port, AccessToken token, List<Route> routes, Readiness readiness) throws IOException {
        this.token = token;
        this.routes = List.copyOf(routes);
        this.readiness = readiness;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals(READY)) {
                boolean up = readiness.caughtUp() && readiness.databaseReachable();
                send(exchange, up ? 200 : 503, "application/json", Map.of("status", up ? "UP" : "DOWN"));
                return;
            }
            try {
                answer(exchange);
            } catch (Problem problem) {
                refuse(exchange, problem);
            } catch (SQLException e) {
                LOG.warn("request failed: {}", Database.kind(e));
                refuse(exchange, Database.isPassing(e) ? Problem.unavailable() : Problem.internal());
            } catch (RuntimeException e) {
                LOG.error("request failed: {}", Database.kind(e));
                refuse(exchange, Problem.internal());
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException, SQLException {
        if (!token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw Problem.unauthenticated();
        }
        if (!readiness.caughtUp()) {
            throw Problem.unavailable();
        }
        if (CardNumbers.occurIn(exchange.getRequestURI().toString())
                || CardNumbers.occurIn(exchange.getRequestURI().getSchemeSpecificPart())) {
            throw Problem.cardNumber();
        }
        for (Route route : routes) {
            UUID id = route.match(exchange.getRequestURI().getPath()).orElse(null);
            if (id != null) {
                if (!exchange.getRequestMethod().equals(route.method())) {
                    exchange.getResponseHeaders().set("Allow", route.method());
                    throw Problem.methodNotAllowed();
                }
                Object answer = route.answer(new Request(id, body(exchange)));
                send(exchange, answer == null ? 204 : route.status(), "application/json", answer);
                return;
            }
        }
        throw Problem.notFound();
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw Problem.tooLarge();
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (body.length > 0 && (type == null || !type.matches("(?i)application/json\\s*(;.*)?"))) {
            throw Problem.unsupportedMediaType();
        }
        return body;
    }

    private static void refuse(HttpExchange exchange, Problem problem) throws IOException {
        if (problem.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        var body = Map.of("type", problem.type(), "title", problem.getMessage(), "status", problem.status());
        send(exchange, problem.status(), "application/problem+json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, @Nullable Object body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] bytes = Json.write(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
