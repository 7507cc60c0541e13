package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeedlesTest {

    private final Needles needles = new Needles(Map.of("name", "Qwertzuiopas", "address", "198.18.20.177"));

    @ParameterizedTest
    @ValueSource(strings = {"Qwertzuiopas", "qwertzuiopas", "QWERTZUIOPAS"})
    void shouldFindAValueHoweverItIsWritten(String written) {
        byte[] bytes = bytes(written);

        assertThat(needles.in(bytes("a " + written + " b"))).containsExactly("name");
        assertThat(needles.in(bytes(HexFormat.of().formatHex(bytes)))).containsExactly("name");
        assertThat(needles.in(bytes(HexFormat.of().withUpperCase().formatHex(bytes))))
                .containsExactly("name");
        for (Charset wide : new Charset[] {StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            assertThat(needles.in(written.getBytes(wide))).as("%s", wide).containsExactly("name");
        }
        for (String before : new String[] {"", "x", "xy", "xyz"}) {
            byte[] shifted = bytes(before + written + " and more");
            assertThat(needles.in(Base64.getEncoder().encode(shifted))).containsExactly("name");
            assertThat(needles.in(Base64.getUrlEncoder().encode(shifted))).containsExactly("name");
        }
    }

    @Test
    void shouldNotFindWhatIsOnlyAlike() {
        assertThat(needles.in(bytes("qwertzuiopqwertzuiopa 198.18.20.17 198.18.20")))
                .isEmpty();
    }

    @Test
    void shouldFindSeveralAndWhatBeginsInsideAnother() {
        Needles nested = new Needles(Map.of("long", "abcabcabd", "short", "bcab"));

        assertThat(nested.in(bytes("xabcabcabdx"))).containsExactlyInAnyOrder("long", "short");
        assertThat(nested.in(bytes("abcabcab"))).containsExactly("short");
    }

    @Test
    void shouldFindWhatTwoPiecesShare() {
        Needles.Search search = needles.new Search();
        search.look(bytes("..qwertz"), 0, 8);
        search.look(bytes("uiopas.."), 0, 8);

        assertThat(search.labels()).containsExactly("name");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
