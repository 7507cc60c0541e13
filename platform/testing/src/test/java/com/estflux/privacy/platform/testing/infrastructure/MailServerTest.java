package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.Test;

class MailServerTest {

    @Test
    void shouldKeepWhatEverybodyIsSent() {
        try (MailServer server = MailServer.start(0)) {
            var smtp = new ServerSetup(server.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            GreenMailUtil.sendTextEmail("kadri@example.test", "privacy@example.test", "One", "Tere, Kadri", smtp);
            GreenMailUtil.sendTextEmail("mart@example.test", "privacy@example.test", "Two", "Tere, Mart", smtp);

            assertThat(server.messages()).hasSize(2);
            assertThat(server.messagesTo("KADRI@example.test")).singleElement().satisfies(message -> {
                assertThat(message.from()).isEqualTo("privacy@example.test");
                assertThat(message.subject()).isEqualTo("One");
                assertThat(message.text().strip()).isEqualTo("Tere, Kadri");
            });
        }
    }
}
