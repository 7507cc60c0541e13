package com.estflux.privacy.metrics.assignment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who held an address, and when (PF-2.4).
 *
 * @param assignmentId the assignment
 * @param subjectId the customer
 * @param vpsId the VPS
 * @param ipAddress the address, or the network it belongs to with its prefix length
 * @param assignedAt from when, UTC
 * @param releasedAt until when, UTC, exclusive; null while it lasts
 */
public record IpAssignment(
        UUID assignmentId,
        UUID subjectId,
        UUID vpsId,
        String ipAddress,
        Instant assignedAt,
        @Nullable Instant releasedAt) {}
