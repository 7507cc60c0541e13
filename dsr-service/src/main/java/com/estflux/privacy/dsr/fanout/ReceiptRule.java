package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.dsr.registry.StoreRegistry;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a receipt is believed: it must come from the store the command was sent to, about the same person. */
final class ReceiptRule {

    private ReceiptRule() {}

    /**
     * Why a receipt is not believed; empty if it is.
     *
     * @param subjectId whose data the command was about
     * @param task what the store was told by that command, null if nothing
     */
    static Optional<String> refusal(
            EventMessage<? extends Receipt> event, UUID subjectId, @Nullable StoreTaskEntity task) {
        if (!event.source().equals(StoreRegistry.sourceOf(event.data().storeId()))) {
            return Optional.of("source-is-not-the-store");
        }
        if (task == null) {
            return Optional.of("command-was-not-for-this-store");
        }
        return event.data().subjectId().equals(subjectId) ? Optional.empty() : Optional.of("another-subject");
    }
}
