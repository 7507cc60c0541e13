package com.estflux.privacy.reference.support;

import com.estflux.privacy.reference.http.Request;
import com.estflux.privacy.reference.http.Route;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.Store;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The support system: what it offers, and its part as a store. */
public final class SupportSystem implements Store {

    private final Tickets tickets;

    /** A support system. */
    public SupportSystem(SystemContext context) {
        tickets = new Tickets(context);
    }

    /** What it offers over HTTP. */
    public List<Route> routes() {
        return List.of(
                Route.post("/tickets", request -> Map.of("ticketId", tickets.open(request.body(NewTicket.class)))),
                Route.post("/tickets/{id}/messages", this::write),
                Route.post("/tickets/{id}/close", this::close));
    }

    @Override
    public String storeId() {
        return "support";
    }

    @Override
    public String displayName() {
        return "Support system";
    }

    @Override
    public List<RecordTable> tables() {
        return List.of(Tickets.TABLE);
    }

    private @Nullable Object write(Request request) throws SQLException {
        tickets.write(request.id(), request.body(NewMessage.class));
        return null;
    }

    private @Nullable Object close(Request request) throws SQLException {
        request.body(Request.Nothing.class);
        tickets.close(request.id());
        return null;
    }
}
