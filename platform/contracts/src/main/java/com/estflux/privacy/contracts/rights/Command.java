package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What dsr-service or retention-service tells stores to do. Exactly one final receipt answers it per store. */
public sealed interface Command extends EventData
        permits SubjectErase,
                SubjectVerify,
                SubjectExport,
                SubjectRestrict,
                SubjectUnrestrict,
                SubjectRectify,
                CategoryDispose {

    /** Identifies the command however often it is sent. */
    UUID commandId();

    /** The case it serves; null for a disposal. */
    @Nullable
    UUID caseId();

    /** The data subject concerned. */
    UUID subjectId();

    /** Ids of the stores it is addressed to. */
    List<String> stores();

    /** When it was first issued, UTC. */
    Instant issuedAt();
}
