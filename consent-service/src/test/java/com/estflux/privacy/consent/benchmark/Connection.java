package com.estflux.privacy.consent.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection with one request under way. */
final class Connection {

    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16_384);
    private long begun;

    Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** When the request under way was sent, in {@link System#nanoTime()}. */
    long begun() {
        return begun;
    }

    void send(ByteBuffer request) throws IOException {
        in.clear();
        begun = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Whether the whole answer has arrived. Any other than 200 ends the measurement. */
    boolean answered() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the service closed a connection");
        }
        int head = endOfHead();
        if (head < 0) {
            return false;
        }
        String text = new String(in.array(), 0, head, StandardCharsets.ISO_8859_1);
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (!text.startsWith("HTTP/1.1 200") || length < 0) {
            throw new IllegalStateException(
                    "answered " + new String(in.array(), 0, in.position(), StandardCharsets.UTF_8));
        }
        int from = length + LENGTH.length();
        int body =
                Integer.parseInt(text.substring(from, text.indexOf('\r', from)).trim());
        return in.position() == head + body;
    }

    void close() throws IOException {
        channel.close();
    }

    /** Where the body begins; -1 if the head is not complete. */
    private int endOfHead() {
        byte[] bytes = in.array();
        for (int i = 3; i < in.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }
}
