package com.estflux.privacy.contracts.usage;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * An IP address was released; supersedes the assignment under the same key.
 *
 * @param assignmentId the assignment, also the record key
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param vpsId the VPS
 * @param ipAddress the IPv4 or IPv6 address; the only direct identifier on Kafka
 * @param assignedAt from when, UTC
 * @param releasedAt until when, UTC, exclusive
 */
public record IpReleased(
        UUID assignmentId, UUID subjectId, UUID vpsId, String ipAddress, Instant assignedAt, Instant releasedAt)
        implements EventData {}
