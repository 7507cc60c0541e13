package com.estflux.privacy.dsr.mail;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.platform.crypto.Encryption;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

/** Letters to people: written in the transaction that gives rise to them, sent at least once, then forgotten. */
@ApplicationScoped
public class MailQueue {

    private final MailRepository mails;
    private final Encryption encryption;
    private final Clock clock;

    MailQueue(MailRepository mails, Encryption encryption, Clock clock) {
        this.mails = mails;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Queues a letter about a request, in the current transaction. */
    public Uni<Void> enqueue(UUID requestId, Letter letter) {
        UUID mailId = EventMessage.newId();
        String json = new JsonObject()
                .put("to", letter.to())
                .put("subject", letter.subject())
                .put("text", letter.text())
                .encode();
        byte[] sealed = encryption.encrypt(json.getBytes(StandardCharsets.UTF_8), context(mailId));
        return mails.persist(new MailEntity(mailId, requestId, letter.kind(), sealed, clock.instant()))
                .replaceWithVoid();
    }

    /** Drops letters about a request that were not sent yet, in the current transaction. */
    public Uni<Void> drop(UUID requestId, String kind) {
        return mails.delete("requestId = ?1 and kind = ?2", requestId, kind).replaceWithVoid();
    }

    Letter open(MailEntity mail) {
        byte[] json = encryption.decrypt(mail.sealed(), context(mail.mailId()));
        JsonObject letter = new JsonObject(new String(json, StandardCharsets.UTF_8));
        return new Letter(mail.kind(), letter.getString("to"), letter.getString("subject"), letter.getString("text"));
    }

    private static String context(UUID mailId) {
        return "mail " + mailId;
    }
}
