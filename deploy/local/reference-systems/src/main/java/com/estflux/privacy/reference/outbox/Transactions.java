package com.estflux.privacy.reference.outbox;

import com.estflux.privacy.reference.database.Database;
import java.sql.SQLException;

/** Transactions whose events are sent as soon as they have committed. */
public final class Transactions {

    private final Database database;
    private final OutboxRelay relay;

    /** Transactions of a database, and the relay that serves its outbox. */
    public Transactions(Database database, OutboxRelay relay) {
        this.database = database;
        this.relay = relay;
    }

    /** Runs work in one transaction; see {@link Database#transaction}. */
    public <T> T run(Database.Work<T> work) throws SQLException {
        T result = database.transaction(work);
        relay.wake();
        return result;
    }
}
