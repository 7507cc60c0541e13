package com.estflux.privacy.reference;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.proof.EventSigner;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.reference.account.AccountSystem;
import com.estflux.privacy.reference.billing.BillingSystem;
import com.estflux.privacy.reference.database.Database;
import com.estflux.privacy.reference.http.HttpApi;
import com.estflux.privacy.reference.http.Readiness;
import com.estflux.privacy.reference.http.Route;
import com.estflux.privacy.reference.outbox.Outbox;
import com.estflux.privacy.reference.outbox.OutboxRelay;
import com.estflux.privacy.reference.outbox.Transactions;
import com.estflux.privacy.reference.store.CommandLog;
import com.estflux.privacy.reference.store.KafkaClients;
import com.estflux.privacy.reference.store.Store;
import com.estflux.privacy.reference.store.StoreAnnouncement;
import com.estflux.privacy.reference.store.Suppression;
import com.estflux.privacy.reference.store.SystemContext;
import com.estflux.privacy.reference.support.SupportSystem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A system, from its first connection to its last. Until it is started it answers that it is not ready. */
final class RunningSystem implements Readiness, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningSystem.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String name;
    private final Database database;
    private final SystemContext context;
    private final Store store;
    private final OutboxRelay relay;
    private final CommandLog log;
    private final List<String> announcedKeys;
    private final HttpApi api;
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * A system that listens.
     *
     * @throws IOException if its port cannot be had
     */
    RunningSystem(Settings settings, Clock clock) throws IOException {
        name = settings.system();
        database = settings.database();
        EventCodec codec = new EventCodec();
        relay = new OutboxRelay(database, KafkaClients.producer(settings.kafka()));
        context = new SystemContext(
                new Transactions(database, relay),
                new Outbox(codec, new EventSigner(settings.keys().own()), Sender.sourceOf(name), clock),
                new Suppression(settings.pseudonyms()),
                clock);
        Offer offer = offer(settings, context);
        store = offer.store();
        log = new CommandLog(
                KafkaClients.consumer(settings.kafka()),
                store,
                context,
                codec,
                settings.keys().issuers());
        announcedKeys = settings.keys().announced();
        api = new HttpApi(settings.port(), settings.token(), offer.routes(), this);
    }

    /**
     * Prepares the database, waiting for it if it must, and begins to take part.
     *
     * @throws SQLException if the database cannot be prepared, ever
     */
    void start() throws SQLException, InterruptedException {
        while (!prepared()) {
            if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        relay.start();
        log.start();
        LOG.info("{} listens on port {}", name, port());
    }

    int port() {
        return api.port();
    }

    @Override
    public boolean caughtUp() {
        return log.caughtUp();
    }

    @Override
    public boolean databaseReachable() {
        try {
            return database.transaction(connection -> connection.isValid(1));
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        api.close();
        log.close();
        relay.close();
    }

    private boolean prepared() throws SQLException {
        try {
            database.transaction(connection -> connection.isValid(1));
            database.migrate("classpath:db/common", "classpath:db/" + name);
            StoreAnnouncement.of(store, context, announcedKeys);
            return true;
        } catch (SQLException e) {
            if (!Database.isPassing(e)) {
                throw e;
            }
            LOG.warn("database not reachable, will try again: {}", Database.kind(e));
            return false;
        }
    }

    private record Offer(Store store, List<Route> routes) {}

    private static Offer offer(Settings settings, SystemContext context) {
        if (settings.system().equals(Settings.ACCOUNT)) {
            var account = new AccountSystem(context, settings.keycloak().orElseThrow());
            return new Offer(account, account.routes());
        }
        if (settings.system().equals(Settings.BILLING)) {
            var billing = new BillingSystem(context);
            return new Offer(billing, billing.routes());
        }
        var support = new SupportSystem(context);
        return new Offer(support, support.routes());
    }
}
