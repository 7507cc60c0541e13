package com.estflux.privacy.platform.idempotency;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.crypto.Encryption;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.store.SubjectTraces;
import com.estflux.privacy.platform.transaction.RecurringWork;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does what a request with an {@code Idempotency-Key} asks for once, and answers its repetitions with the same result
 * for 24 hours. The key counts per caller and operation. Results are kept encrypted; keys and requests as keyed hashes.
 */
@ApplicationScoped
public class IdempotentRequests implements SubjectTraces {

    private static final Logger LOG = Logger.getLogger(IdempotentRequests.class);

    private static final String CONTEXT = "idempotent-request";
    private static final int LONGEST_KEY = 255;
    private static final ProblemType REUSED =
            new ProblemType("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request");

    /** A second request with the key waits here until the first has committed or failed. */
    private static final String CLAIM = """
            INSERT INTO idempotent_request (request_key, request_digest, subject_ref)
            VALUES (:key, :digest, :subject) ON CONFLICT DO NOTHING
            """;

    private final Caller caller;
    private final Pseudonyms pseudonyms;
    private final Encryption encryption;
    private final ObjectMapper json;
    private final Pool pool;

    IdempotentRequests(Caller caller, Pseudonyms pseudonyms, Encryption encryption, ObjectMapper json, Pool pool) {
        this.caller = caller;
        this.pseudonyms = pseudonyms;
        this.encryption = encryption;
        this.json = json;
        this.pool = pool;
    }

    /**
     * What a repetition is recognised by.
     *
     * @param operation which operation, with the ids in its path
     * @param key the request's {@code Idempotency-Key}, null if it has none: then it is always done
     * @param subjectId whose data it is about; an erasure forgets it
     * @param body the request's body
     */
    public record Request(String operation, @Nullable String key, UUID subjectId, Object body) {}

    /**
     * Does the work unless it was done before, in the current transaction.
     *
     * @param type of the result
     * @param work what to do the first time
     * @return the result of the first time
     */
    public <T> Uni<T> once(Request request, Class<T> type, Supplier<Uni<T>> work) {
        if (request.key() == null) {
            return work.get();
        }
        if (request.key().isBlank() || request.key().length() > LONGEST_KEY) {
            throw Problems.badRequest(
                    "invalid-idempotency-key", "Invalid Idempotency-Key", "use 1 to " + LONGEST_KEY + " characters");
        }
        String key = pseudonyms.of(caller.actor() + "\n" + request.operation() + "\n" + request.key());
        String digest = pseudonyms.of(new String(write(request.body()), StandardCharsets.UTF_8));
        return Panache.getSession().chain(session -> session.createNativeQuery(CLAIM)
                .setParameter("key", key)
                .setParameter("digest", digest)
                .setParameter("subject", pseudonyms.of(request.subjectId()))
                .executeUpdate()
                .chain(claimed -> claimed == 1
                        ? work.get().call(result -> keep(session, key, result))
                        : repeat(session, key, digest, type)));
    }

    @Override
    public Uni<Void> forget(UUID subjectId) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "DELETE FROM idempotent_request WHERE subject_ref = :subject")
                .setParameter("subject", pseudonyms.of(subjectId))
                .executeUpdate()
                .replaceWithVoid());
    }

    @Scheduled(every = "1h", concurrentExecution = SKIP, identity = "idempotent-requests-purge")
    Uni<Void> purge() {
        return RecurringWork.attempt(
                LOG,
                "idempotent requests not purged",
                pool.query(
                                "DELETE FROM idempotent_request WHERE requested_at < clock_timestamp() - interval '24 hours'")
                        .execute()
                        .replaceWithVoid());
    }

    private Uni<Integer> keep(Mutiny.Session session, String key, Object result) {
        return session.createNativeQuery("UPDATE idempotent_request SET result = :result WHERE request_key = :key")
                .setParameter("result", encryption.encrypt(write(result), CONTEXT))
                .setParameter("key", key)
                .executeUpdate();
    }

    private <T> Uni<T> repeat(Mutiny.Session session, String key, String digest, Class<T> type) {
        return session.createNativeQuery(
                        "SELECT request_digest, result FROM idempotent_request WHERE request_key = :key",
                        Object[].class)
                .setParameter("key", key)
                .getSingleResult()
                .map(row -> {
                    if (!digest.equals(row[0])) {
                        throw new ProblemException(REUSED, "use a fresh key for a different request");
                    }
                    return read(encryption.decrypt((byte[]) row[1], CONTEXT), type);
                });
    }

    private byte[] write(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(byte[] value, Class<T> type) {
        try {
            return json.readValue(value, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
