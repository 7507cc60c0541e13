package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Path ROOT = Path.of("/checkout");

    @Test
    void shouldRunOnThePublishedPortsAndKeepDataWithoutAnyArgument() {
        Arguments arguments = Arguments.read(ROOT, List.of());

        assertThat(arguments.demo()).isFalse();
        assertThat(arguments.options().reset()).isFalse();
        assertThat(arguments.options().supervised()).isTrue();
        assertThat(arguments.options().data()).isEqualTo(Path.of("/checkout/deploy/local/data"));
        assertThat(arguments.options().ports().of("consent")).isEqualTo(8081);
        assertThat(arguments.options().ports().of("metrics")).isEqualTo(8084);
    }

    @Test
    void shouldTakeEverythingAtOnce() {
        Arguments arguments = Arguments.read(
                ROOT,
                List.of(
                        "--demo",
                        "--exit",
                        "--reset",
                        "--data",
                        "/elsewhere",
                        "--port-base",
                        "9000",
                        "--port",
                        "kafka=1"));

        assertThat(arguments.demo() && arguments.exit()).isTrue();
        assertThat(arguments.options().reset()).isTrue();
        assertThat(arguments.options().data()).isEqualTo(Path.of("/elsewhere"));
        assertThat(arguments.options().ports().of("dsr")).isEqualTo(9001);
        assertThat(arguments.options().ports().of("kafka")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--what, unknown option --what",
        "--exit, --exit goes with --demo",
        "--data, --data wants a value",
        "--port, --port wants a value",
        "--port x, --port wants NAME=PORT",
        "--port x=1, no component x",
        "--port dsr=0, a port is a number from 1 to 65535",
        "--port dsr=70000, a port is a number from 1 to 65535",
        "--port-base many, not a port: many",
    })
    void shouldSayInOneLineWhatMakesNoSense(String line, String why) {
        assertThatThrownBy(() -> Arguments.read(ROOT, List.of(line.split(" "))))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith(why)
                .hasMessageNotContaining("\n");
    }
}
