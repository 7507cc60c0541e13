package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.DataCategory;
import java.util.UUID;

/**
 * A record whose time has come.
 *
 * @param clockId its clock
 * @param subjectId the data subject
 * @param category its category
 * @param recordId the record
 * @param ruleReference the version of the rule that says so
 */
public record DueRecord(UUID clockId, UUID subjectId, DataCategory category, String recordId, String ruleReference) {}
