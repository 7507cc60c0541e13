package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A store has taken a legal hold in: from now on it deletes nothing the hold covers, and after a release again.
 *
 * @param holdId the hold, also the record key
 * @param storeId the store
 * @param version the version of the hold it has taken in
 * @param confirmedAt when, UTC
 */
public record HoldConfirmed(UUID holdId, String storeId, int version, Instant confirmedAt) implements EventData {}
