package com.estflux.privacy.platform.testing.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are: clients refuse to send what a server must be able to refuse. */
final class RawHttp {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI service;

    RawHttp(URI service) {
        this.service = service;
    }

    /** Sends a request; answers the status, 0 if there was none. */
    int send(byte[] request) {
        String answer = exchange(request);
        String[] line = answer.split(" ", 3);
        return line.length > 1 && line[1].length() == 3 ? Integer.parseInt(line[1]) : 0;
    }

    /** The body at an address. */
    String get(String target) {
        String answer = exchange(("GET " + target + " HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String exchange(byte[] request) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            try (InputStream answer = socket.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Percent-encodes whatever is not plain. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
            if (plain || one == '-' || one == '.' || one == '_') {
                encoded.append((char) one);
            } else {
                encoded.append(String.format("%%%02X", one & 0xff));
            }
        }
        return encoded.toString();
    }
}
