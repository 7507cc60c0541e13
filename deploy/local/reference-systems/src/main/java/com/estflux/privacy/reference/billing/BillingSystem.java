package com.estflux.privacy.reference.billing;

import com.estflux.privacy.reference.http.Request;
import com.estflux.privacy.reference.http.Route;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.Store;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The billing system: what it offers, and its part as a store. A record it is told to keep stays whole: the Accounting
 * Act wants the parties, the content and the amount of a document, and there is nothing else in it.
 */
public final class BillingSystem implements Store {

    private final BillingRecords records;

    /** A billing system. */
    public BillingSystem(SystemContext context) {
        records = new BillingRecords(context);
    }

    /** What it offers over HTTP. */
    public List<Route> routes() {
        return List.of(
                Route.post("/invoices", request -> Map.of("invoiceId", records.issue(request.body(NewInvoice.class)))),
                Route.post("/payments", request -> Map.of("paymentId", records.pay(request.body(NewEntry.class)))),
                Route.post("/refunds", request -> Map.of("refundId", records.refund(request.body(NewEntry.class)))),
                Route.post(
                        "/disputes", request -> Map.of("disputeId", records.dispute(request.body(NewDispute.class)))),
                Route.post("/disputes/{id}/close", this::closeDispute));
    }

    @Override
    public String storeId() {
        return "billing";
    }

    @Override
    public String displayName() {
        return "Billing system";
    }

    @Override
    public List<RecordTable> tables() {
        return List.of(BillingRecords.TABLE);
    }

    private @Nullable Object closeDispute(Request request) throws SQLException {
        records.closeDispute(request.id(), request.body(Settlement.class));
        return null;
    }
}
