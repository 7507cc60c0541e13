package com.estflux.privacy.contracts.rights;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One record an erasure leaves until its time comes.
 *
 * @param recordId the record, as named by the event that announced it
 * @param retainUntil last Tallinn date it is kept; null while the event that starts its clock is still to come
 */
public record RetainedRecord(String recordId, @Nullable LocalDate retainUntil) {}
