package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.DataCategory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** A system as the rights protocol sees it: what it holds, and what else must happen when that goes. */
public interface Store {

    /** Stable id. */
    String storeId();

    /** For people. */
    String displayName();

    /** What it holds, in the order in which it is deleted. */
    List<RecordTable> tables();

    /** Something of the subject is about to be erased, in the current transaction. */
    default void beforeErasure(Connection connection, UUID subjectId) throws SQLException {}

    /**
     * Records of a category were deleted, or there were none, in the current transaction. Throwing anything undoes the
     * whole command, to be tried again.
     */
    default void afterDeletion(Connection connection, UUID subjectId, DataCategory category) throws SQLException {}
}
