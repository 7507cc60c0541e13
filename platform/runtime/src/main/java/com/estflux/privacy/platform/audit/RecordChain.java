package com.estflux.privacy.platform.audit;

import io.smallrye.mutiny.Uni;

/** Records of a service that are chained by hashes besides its audit log, and verified with it. */
public interface RecordChain {

    /** Recomputes the chain from its beginning; changes nothing. */
    Uni<ChainVerification> verify();
}
