package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.util.UUID;

/** What a store answers to a command: at most one acknowledgement, then exactly one final receipt. */
public sealed interface Receipt extends EventData permits CommandAcknowledged, CommandCompleted, CommandFailed {

    /** The command answered. */
    UUID commandId();

    /** The store answering. */
    String storeId();

    /** The data subject the command was about. */
    UUID subjectId();
}
