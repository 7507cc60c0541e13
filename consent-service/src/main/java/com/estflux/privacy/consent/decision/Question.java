package com.estflux.privacy.consent.decision;

import java.util.UUID;

/**
 * May we?
 *
 * @param subjectId the data subject
 * @param purpose key of the purpose
 */
public record Question(UUID subjectId, String purpose) {}
