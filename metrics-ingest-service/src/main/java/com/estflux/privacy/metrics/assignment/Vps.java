package com.estflux.privacy.metrics.assignment;

import java.util.UUID;

/**
 * A VPS and whose it is.
 *
 * @param vpsNo what stands for it in the tables of samples
 * @param vpsId its id
 * @param subjectId the customer
 */
public record Vps(int vpsNo, UUID vpsId, UUID subjectId) {}
