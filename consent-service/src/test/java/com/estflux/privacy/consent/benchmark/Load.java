package com.estflux.privacy.consent.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that each send the next request when the last was answered, all by one thread. It takes as little as it
 * can of the processors it shares with what is measured: an HTTP client would be the larger part of the figures.
 */
final class Load {

    private static final int MOST_SAMPLES = 4_000_000;

    private final int port;
    private final long[] nanos = new long[MOST_SAMPLES];

    Load(int port) {
        this.port = port;
    }

    /** A request that reads. */
    static ByteBuffer get(String path, String token) {
        return request("GET", path, token, null);
    }

    /** A request that writes. */
    static ByteBuffer put(String path, String token, String json) {
        return request("PUT", path, token, json);
    }

    private static ByteBuffer request(String method, String path, String token, @Nullable String json) {
        StringBuilder text = new StringBuilder(2_048)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ")
                .append(token)
                .append("\r\n");
        if (json != null) {
            text.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(json.length())
                    .append("\r\n");
        }
        text.append("\r\n").append(json == null ? "" : json);
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    Measured run(int connections, Duration duration, Supplier<ByteBuffer> requests) {
        try (Selector selector = Selector.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                connect(selector).send(requests.get());
            }
            int answered = exchange(selector, start + duration.toNanos(), requests);
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] sorted = Arrays.copyOf(nanos, answered);
            Arrays.sort(sorted);
            return new Measured(answered / seconds, sorted[answered / 2] / 1e6, sorted[(int) (answered * 0.99)] / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int exchange(Selector selector, long end, Supplier<ByteBuffer> requests) throws IOException {
        int answered = 0;
        while (!selector.keys().isEmpty()) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (connection.answered()) {
                    long now = System.nanoTime();
                    nanos[answered++] = now - connection.begun();
                    if (now < end) {
                        connection.send(requests.get());
                    } else {
                        connection.close();
                    }
                }
            }
            selector.selectedKeys().clear();
            // A closed channel's key goes with the next selection.
            selector.selectNow();
        }
        return answered;
    }

    private Connection connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }
}
