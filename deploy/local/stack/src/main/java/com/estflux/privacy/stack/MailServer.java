package com.estflux.privacy.stack;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A real SMTP and IMAP server that takes every letter and sends none on. Letters live as long as the stack runs. */
public final class MailServer implements AutoCloseable {

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    static MailServer start(int smtpPort, int imapPort) {
        GreenMail server = new GreenMail(new ServerSetup[] {
                    new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                    new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                })
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return new MailServer(server);
    }

    /** The letters to an address, oldest first: subject line and text. */
    public List<String> lettersTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(letter -> isTo(letter, address))
                .map(MailServer::text)
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static boolean isTo(MimeMessage letter, String address) {
        try {
            return Arrays.stream(letter.getRecipients(Message.RecipientType.TO))
                    .map(Address::toString)
                    .anyMatch(to -> to.contains(address));
        } catch (MessagingException e) {
            throw new StackException("a letter cannot be read", e);
        }
    }

    private static String text(MimeMessage letter) {
        try {
            // Decoded: a transfer encoding breaks lines wherever it likes.
            return letter.getSubject() + "\n" + letter.getContent();
        } catch (MessagingException | IOException e) {
            throw new StackException("a letter cannot be read", e);
        }
    }
}
