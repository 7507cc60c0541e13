package com.estflux.privacy.dsr.directory;

import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.mail.MailAddress;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Asks the account system for the address it has on file. Proof of identity rests on this address and on no other. Call
 * it outside of transactions: it waits for another system.
 */
@ApplicationScoped
public class AccountDirectory {

    private static final Logger LOG = Logger.getLogger(AccountDirectory.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int LARGEST_ANSWER = 4_096;

    private final HttpClient client;
    private final DsrConfig.AccountDirectory config;

    AccountDirectory(Vertx vertx, DsrConfig config) {
        this.client = vertx.createHttpClient();
        this.config = config.accountDirectory();
    }

    /** The address on file of a person; never fails. */
    public Uni<OnFile> lookUp(UUID subjectId) {
        Optional<RequestOptions> call = call(subjectId);
        if (call.isEmpty()) {
            LOG.error("estflux.dsr.account-directory.url and .token are not set: no identity codes can be sent");
            return Uni.createFrom().item(new OnFile.Unavailable());
        }
        return client.request(call.get())
                .chain(request -> request.send())
                .chain(AccountDirectory::read)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("account directory does not answer: %s", Failures.describe(failure));
                    return new OnFile.Unavailable();
                });
    }

    private Optional<RequestOptions> call(UUID subjectId) {
        return config.url().flatMap(url -> config.token().map(token -> new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.replaceAll("/+$", "") + "/v1/accounts/" + subjectId + "/contact")
                .setTimeout(config.timeout().toMillis())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json")
                .putHeader("Authorization", "Bearer " + token)));
    }

    private static Uni<OnFile> read(HttpClientResponse response) {
        if (response.statusCode() == NOT_FOUND) {
            return Uni.createFrom().item(new OnFile.None());
        }
        return response.statusCode() == OK
                ? response.body().map(AccountDirectory::address)
                : Uni.createFrom().failure(new IOException("answered " + response.statusCode()));
    }

    private static OnFile address(Buffer body) {
        if (body.length() > LARGEST_ANSWER) {
            return new OnFile.Unavailable();
        }
        try {
            Object email = new JsonObject(body.toString()).getValue("email");
            return email instanceof String address && MailAddress.isUsable(address)
                    ? new OnFile.Found(address)
                    : new OnFile.None();
        } catch (DecodeException e) {
            LOG.warn("account directory answers something other than JSON");
            return new OnFile.Unavailable();
        }
    }
}
