package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
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
    void shouldLetGoOfClientsThatHangUp() throws IOException {
        int port = FreePorts.next();
        try (MailServer server = MailServer.start(FreePorts.next(), port)) {
            for (String last : List.of("", "a3 NOOP\r\n", "a3 NO", "a3 IDLE\r\n", "a3 FETCH 1 {10}\r\n")) {
                hangUpAfter(port, last);
            }

            await().untilAsserted(() -> assertThat(threadsWithImapClients()).isEmpty());
        }
    }

    private static void hangUpAfter(int port, String last) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).startsWith("* OK");
            client.getOutputStream()
                    .write("a1 LOGIN kadri@example.test whatever\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).startsWith("a1 OK");
            client.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static List<String> threadsWithImapClients() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Stream.of(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith(".ImapHandler")))
                .map(thread -> thread.getKey().getName())
                .toList();
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
