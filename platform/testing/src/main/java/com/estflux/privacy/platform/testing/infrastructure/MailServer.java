package com.estflux.privacy.platform.testing.infrastructure;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real SMTP server on loopback, in this JVM, and IMAP if wanted. It takes mail for everybody, sends none on, and keeps
 * it as long as it runs.
 */
public final class MailServer implements AutoCloseable {

    private final int port;
    private final GreenMail mail;

    private MailServer(int port, ServerSetup... setups) {
        this.port = port;
        this.mail = new Mail(setups)
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mail.start();
    }

    /**
     * Starts a server.
     *
     * @param port the port on 127.0.0.1, 0 for any free one
     */
    public static MailServer start(int port) {
        int chosen = port == 0 ? FreePorts.next() : port;
        return new MailServer(chosen, setup(chosen, ServerSetup.PROTOCOL_SMTP));
    }

    /**
     * Starts a server whose mail can also be read over IMAP, as any user with any password: what was sent to an address
     * is in the mailbox of that name.
     *
     * @param smtpPort where it takes mail on 127.0.0.1
     * @param imapPort where it can be read on 127.0.0.1
     */
    public static MailServer start(int smtpPort, int imapPort) {
        return new MailServer(
                smtpPort, setup(smtpPort, ServerSetup.PROTOCOL_SMTP), setup(imapPort, ServerSetup.PROTOCOL_IMAP));
    }

    private static ServerSetup setup(int port, String protocol) {
        return new ServerSetup(port, "127.0.0.1", protocol);
    }

    /**
     * A message as it arrived.
     *
     * @param recipients every address it was sent to
     * @param text its plain text, or the whole body if it has no such part
     */
    public record Message(List<String> recipients, String from, String subject, String text) {

        /** Whether it was sent to this address. */
        public boolean isTo(String address) {
            return recipients.stream().anyMatch(address::equalsIgnoreCase);
        }
    }

    private static final class Mail extends GreenMail {

        private Mail(ServerSetup... setups) {
            super(setups);
        }

        @Override
        protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
            Map<String, AbstractServer> services = new HashMap<>();
            for (ServerSetup setup : setups) {
                boolean imap = setup.getProtocol().equals(ServerSetup.PROTOCOL_IMAP);
                services.put(
                        setup.getProtocol(),
                        imap ? new ImapMailServer(setup, managers) : new SmtpServer(setup, managers));
            }
            return services;
        }
    }

    /** The SMTP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Every message, oldest first. */
    public List<Message> messages() {
        return Stream.of(mail.getReceivedMessages()).map(MailServer::read).toList();
    }

    /** Every message to an address, oldest first. */
    public List<Message> messagesTo(String address) {
        return messages().stream().filter(message -> message.isTo(address)).toList();
    }

    @Override
    public void close() {
        mail.stop();
    }

    private static Message read(MimeMessage message) {
        try {
            List<String> recipients = new ArrayList<>();
            for (Address recipient : message.getAllRecipients()) {
                recipients.add(recipient.toString());
            }
            String subject = message.getSubject() == null ? "" : message.getSubject();
            return new Message(List.copyOf(recipients), message.getFrom()[0].toString(), subject, text(message));
        } catch (MessagingException | IOException e) {
            throw new InfrastructureException("a message cannot be read", e);
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String text = text(parts.getBodyPart(i));
                if (!text.isEmpty()) {
                    return text;
                }
            }
            return "";
        }
        return part.isMimeType("text/*") ? GreenMailUtil.getBody(part) : "";
    }
}
