package com.estflux.privacy.dsr.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@x.test", "mari.maasikas+tag@post.example.ee", "o'neil@sub.example.com", "x@1a.ee"})
    void shouldTakeAddressesEveryRelayTakes(String address) {
        assertThat(MailAddress.isUsable(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a b\"@x.test",
                "a b@x.test",
                "a@x.test\r\nBcc: b@x.test",
                "a\u0000@x.test",
                "a\u007f@x.test",
                ".a@x.test",
                "a.@x.test",
                "a..b@x.test",
                "a@x",
                "a@-x.test",
                "a@x-.test",
                "a@x..test",
                "a@[127.0.0.1]",
                "a@b@x.test",
                "a(comment)@x.test",
                "<a@x.test>",
                "õ@x.test",
                "a@õ.test",
                "",
                "@x.test",
                "a@",
                "a@x.test."
            })
    void shouldRefuseOthers(String address) {
        assertThat(MailAddress.isUsable(address)).isFalse();
    }

    @Test
    void shouldBoundLengths() {
        assertThat(MailAddress.isUsable("a".repeat(64) + "@x.test")).isTrue();
        assertThat(MailAddress.isUsable("a".repeat(65) + "@x.test")).isFalse();
        assertThat(MailAddress.isUsable("a@" + "b".repeat(64) + ".test")).isFalse();
        assertThat(MailAddress.isUsable("a@" + "b.".repeat(130) + "test")).isFalse();
    }
}
