package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
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

    @Test
    void shouldLetAnybodyReadOverImap() throws MessagingException {
        int port = FreePorts.next();
        try (MailServer server = MailServer.start(FreePorts.next(), port)) {
            var smtp = new ServerSetup(server.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            GreenMailUtil.sendTextEmail("kadri@example.test", "privacy@example.test", "One", "Tere, Kadri", smtp);

            try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
                store.connect("127.0.0.1", port, "kadri@example.test", "whatever");
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_ONLY);
                assertThat(inbox.getMessage(1).getSubject()).isEqualTo("One");
            }
        }
    }
}
