package com.estflux.privacy.consent.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Mails what it is handed, as the account system does: claim, mail, confirm, and again. */
final class Mailer {

    private static final int AT_A_TIME = 5;

    private final ConsentClient client;
    private final Replica replica;
    private final String mailing;
    private final String token;
    private final Queue<UUID> mailed = new ConcurrentLinkedQueue<>();

    Mailer(ConsentClient client, Replica replica, String version, String token) {
        this.client = client;
        this.replica = replica;
        this.mailing = "/v1/policies/" + version + "/mailing";
        this.token = token;
    }

    /** Who was mailed, as often as they were. */
    List<UUID> mailed() {
        return List.copyOf(mailed);
    }

    /** One round; whether there may be more to do. */
    boolean round() {
        JsonNode claimed = client.post(replica, mailing + "/claims", token, "{\"limit\":" + AT_A_TIME + "}")
                .map(answer -> answer.path("subjectIds"))
                .orElse(null);
        if (claimed == null) {
            return true;
        }
        List<UUID> recipients = new ArrayList<>();
        claimed.forEach(id -> recipients.add(UUID.fromString(id.asText())));
        mailed.addAll(recipients);
        confirm(recipients);
        return !recipients.isEmpty();
    }

    /** Says that these were mailed; may be said again. */
    void confirm(List<UUID> recipients) {
        StringBuilder ids = new StringBuilder();
        recipients.forEach(
                id -> ids.append(ids.isEmpty() ? "\"" : ",\"").append(id).append('"'));
        client.post(replica, mailing + "/confirmations", token, "{\"subjectIds\":[" + ids + "]}");
    }

    /** How far the mailing is: recipients, claimed or confirmed. */
    long progress(String figure) {
        return client.get(replica, mailing, token).orElseThrow().path(figure).asLong();
    }
}
