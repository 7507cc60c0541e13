package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.reference.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of a category, with columns {@code record_id}, {@code subject_id}, {@code retained_until} and
 * {@code retained_because}.
 *
 * @param category the category
 * @param name the table, never from outside
 */
public record RecordTable(DataCategory category, String name) {

    /** The records held of a subject; they stay as they are until the current transaction ends. */
    List<String> held(Connection connection, UUID subjectId) throws SQLException {
        String select = "SELECT record_id FROM " + name + " WHERE subject_id = ? ORDER BY record_id FOR UPDATE";
        return Sql.list(connection, row -> row.getString("record_id"), select, subjectId);
    }

    /** Deletes records. */
    void delete(Connection connection, Collection<String> recordIds) throws SQLException {
        Sql.update(connection, "DELETE FROM " + name + " WHERE record_id = ANY (?::uuid[])", recordIds);
    }

    /** Notes with records until when they are kept, and why. */
    void retain(Connection connection, Collection<RetainedRecord> records, @Nullable String legalBasis)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        List<@Nullable String> dates = new ArrayList<>();
        for (RetainedRecord record : records) {
            ids.add(record.recordId());
            dates.add(record.retainUntil() == null ? null : record.retainUntil().toString());
        }
        String update = "UPDATE " + name + " SET retained_until = kept.until, retained_because = ?"
                + " FROM unnest(?::uuid[], ?::date[]) AS kept (id, until) WHERE record_id = kept.id";
        Sql.update(connection, update, legalBasis, ids, dates);
    }
}
