package com.estflux.privacy.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    /** What is sealed must verify for as long as it is kept, so that a link's hash may never come out otherwise. */
    @Test
    void shouldHashAsEver() {
        AuditChain.StoredEntry entry = new AuditChain.StoredEntry(
                301,
                OffsetDateTime.parse("2026-11-24T12:00:00.123456+02:00"),
                "consent.granted",
                "staff:k\u00f6ster",
                "DONE",
                "b".repeat(64),
                "consent-record",
                "01932a5e-0000-7000-8000-000000000001",
                null);

        assertThat(AuditChain.hash(AuditChain.GENESIS, 300, entry))
                .isEqualTo("4253a3e3c18e347d2d6efb195b86d9093415f1fd28e291b9fe639945b706cfba");
    }
}
