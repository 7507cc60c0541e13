package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackPortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
    void shouldNameThePortAndTheComponentWhoseItWouldBe(String address) throws IOException {
        StackPorts free = StackPorts.free();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            StackPorts ports = free.with("retention", other.getLocalPort());

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StackException.class)
                    .hasMessageStartingWith("taken by another program: port " + other.getLocalPort() + " (retention)")
                    .hasMessageContaining("--port NAME=PORT")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldPassWhenNobodyListens() {
        assertThatCode(StackPorts.free()::requireFree).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseTwoComponentsOnOnePort() {
        StackPorts free = StackPorts.free();
        StackPorts same = free.with("smtp", free.of("imap"));

        assertThatThrownBy(same::requireFree)
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("port " + free.of("imap") + " cannot be both");
    }
}
