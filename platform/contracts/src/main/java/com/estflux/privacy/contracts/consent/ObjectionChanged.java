package com.estflux.privacy.contracts.consent;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * The state of an objection (Art. 21) changed.
 *
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param purpose purpose key as registered in consent-service, for example {@code marketing-email}
 * @param state the new state
 * @param recordId the objection record that proves it
 * @param revision grows by one with each change of this subject and purpose
 * @param changedAt when, UTC
 */
public record ObjectionChanged(
        UUID subjectId, String purpose, ObjectionState state, UUID recordId, long revision, Instant changedAt)
        implements EventData {}
