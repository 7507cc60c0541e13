package com.estflux.privacy.platform.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Asks the database in the current transaction, whichever of the two ways leads there: what the platform does within a
 * transaction of its caller's is written once. A statement answers with one JSON object; its parameters are texts,
 * {@code $1} and so on.
 */
@FunctionalInterface
public interface JsonQuery {

    /** Runs a statement whose one row is {@code cast(… AS text)} of a JSON object. */
    Uni<JsonObject> ask(String statement, String... parameters);

    /** In the transaction of the current session. */
    static JsonQuery ofSession() {
        return (statement, parameters) -> Panache.getSession().chain(session -> {
            // Hibernate numbers parameters its own way.
            Mutiny.SelectionQuery<String> query = session.createNativeQuery(statement.replace('$', '?'), String.class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getSingleResult().map(JsonObject::new);
        });
    }

    /** In a transaction of the driver's. */
    static JsonQuery of(SqlClient transaction) {
        return (statement, parameters) -> transaction
                .preparedQuery(statement)
                .execute(Tuple.from(List.of((Object[]) parameters)))
                .map(rows -> new JsonObject(rows.iterator().next().getString(0)));
    }
}
