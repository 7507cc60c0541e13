package com.estflux.privacy.contracts.consent;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * The state of a consent changed (PF-2.10).
 *
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param purpose purpose key as registered in consent-service, for example {@code marketing-email}
 * @param state the new state
 * @param recordId the consent record that proves it
 * @param noticeVersion version of the notice shown
 * @param revision grows by one with each change of this subject and purpose
 * @param changedAt when, UTC
 */
public record ConsentChanged(
        UUID subjectId,
        String purpose,
        ConsentState state,
        UUID recordId,
        int noticeVersion,
        long revision,
        Instant changedAt)
        implements EventData {}
