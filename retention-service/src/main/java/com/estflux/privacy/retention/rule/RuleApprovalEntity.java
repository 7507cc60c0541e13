package com.estflux.privacy.retention.rule;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** That a second officer approved a version. */
@Entity
@Immutable
@Table(name = "rule_approval")
class RuleApprovalEntity {

    @Id
    String reference;

    String approvedBy;

    Instant approvedAt;
}
