package com.estflux.privacy.reference.account;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.reference.http.Request;
import com.estflux.privacy.reference.http.Route;
import com.estflux.privacy.reference.store.RecordTable;
import com.estflux.privacy.reference.store.Store;
import com.estflux.privacy.reference.store.SystemContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account system: what it offers, and its part as a store. */
public final class AccountSystem implements Store {

    private final Accounts accounts;
    private final IpAssignments assignments;
    private final KeycloakUsers users;

    /** An account system whose customers log in there. */
    public AccountSystem(SystemContext context, KeycloakSettings keycloak) {
        accounts = new Accounts(context);
        assignments = new IpAssignments(context);
        users = new KeycloakUsers(keycloak);
    }

    /** What it offers over HTTP. */
    public List<Route> routes() {
        return List.of(
                Route.post("/accounts", request -> Map.of("subjectId", accounts.open(request.body(NewAccount.class)))),
                Route.post("/accounts/{id}/close", this::close),
                Route.get("/v1/accounts/{id}/contact", request -> Map.of("email", accounts.email(request.id()))),
                Route.post(
                        "/accounts/{id}/payment-methods",
                        request -> Map.of(
                                "paymentMethodId",
                                accounts.addPaymentMethod(request.id(), request.body(NewPaymentMethod.class)))),
                Route.post(
                        "/accounts/{id}/ip-assignments",
                        request -> Map.of(
                                "assignmentId", assignments.assign(request.id(), request.body(NewIpAssignment.class)))),
                Route.post("/ip-assignments/{id}/release", this::release));
    }

    @Override
    public String storeId() {
        return "account";
    }

    @Override
    public String displayName() {
        return "Account system";
    }

    /** The account last: the login goes with it, and what is gone there no rollback brings back. */
    @Override
    public List<RecordTable> tables() {
        return List.of(Accounts.PAYMENT_METHODS, IpAssignments.TABLE, Accounts.ACCOUNTS);
    }

    @Override
    public void beforeErasure(Connection connection, UUID subjectId) throws SQLException {
        assignments.removeFromLog(connection, subjectId);
    }

    /** A login is part of the account: it stays only with an account that must be kept. */
    @Override
    public void afterDeletion(Connection connection, UUID subjectId, DataCategory category) throws SQLException {
        if (category.equals(DataCategory.ACCOUNT) && !Accounts.exists(connection, subjectId)) {
            users.delete(subjectId);
        }
    }

    private @Nullable Object close(Request request) throws SQLException {
        request.body(Request.Nothing.class);
        accounts.close(request.id());
        return null;
    }

    private @Nullable Object release(Request request) throws SQLException {
        request.body(Request.Nothing.class);
        assignments.release(request.id());
        return null;
    }
}
