package com.estflux.privacy.metrics.assignment;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A VPS and whose it is. */
@Entity
@Table(name = "vps")
class VpsEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private int vpsNo;

    private UUID vpsId = new UUID(0, 0);
    private UUID subjectId = new UUID(0, 0);

    VpsEntity() {}

    Vps toVps() {
        return new Vps(vpsNo, vpsId, subjectId);
    }
}
