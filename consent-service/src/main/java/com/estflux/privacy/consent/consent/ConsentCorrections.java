package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what ought to have been on record (Art. 16). */
@ApplicationScoped
public class ConsentCorrections {

    private static final String CHANNEL = "rectification";

    private final ConsentService consents;
    private final Pseudonyms pseudonyms;

    ConsentCorrections(ConsentService consents, Pseudonyms pseudonyms) {
        this.consents = consents;
        this.pseudonyms = pseudonyms;
    }

    /**
     * A correction.
     *
     * @param purpose the purpose
     * @param decision what is right; not {@code EXPIRED}
     * @param noticeVersion version of the notice it refers to; may be null for a withdrawal
     * @param language language of the notice
     */
    public record Correction(
            String purpose, ConsentState decision, @Nullable Integer noticeVersion, String language) {}

    /**
     * Records corrections in their order, each once a command.
     *
     * @return the ids of the records
     */
    public Uni<List<String>> record(UUID subjectId, UUID commandId, List<Correction> corrections) {
        Uni<List<String>> recorded = Uni.createFrom().item(new ArrayList<>());
        for (Correction correction : corrections) {
            recorded = recorded.chain(ids -> consents.record(asked(subjectId, commandId, correction))
                    .map(consent -> {
                        ids.add(consent.recordId().toString());
                        return ids;
                    }));
        }
        return recorded;
    }

    private Asked asked(UUID subjectId, UUID commandId, Correction correction) {
        String key = String.join("\n", "rectify", commandId.toString(), correction.purpose());
        return new Asked(
                subjectId,
                correction.purpose(),
                new ConsentRequest(
                        Choice.valueOf(correction.decision().name()),
                        correction.noticeVersion(),
                        correction.language(),
                        CHANNEL),
                AuditEntry.SYSTEM,
                Precondition.NONE,
                Asked.CONSENT,
                new Asked.Once(pseudonyms.of(key), pseudonyms.of(correction.toString())));
    }
}
