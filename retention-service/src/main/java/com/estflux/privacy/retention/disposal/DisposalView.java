package com.estflux.privacy.retention.disposal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A disposal and its certificate: what was disposed of, when, by which rule, and what each store said.
 *
 * @param disposalId the disposal, also the id of the command
 * @param subjectPseudonym whose records they were, as the audit log names the person
 * @param category the category
 * @param rule the version of the rule that said so
 * @param records how many records
 * @param digest SHA-256 over the sorted record ids, each followed by a line feed, hexadecimal
 * @param status where it stands
 * @param issuedAt when it was ordered, UTC
 * @param completedAt when it was over, UTC
 * @param sends how often the command was sent
 * @param stores what each store answered
 */
@Schema(name = "Disposal")
record DisposalView(
        UUID disposalId,
        String subjectPseudonym,
        String category,
        String rule,
        int records,
        String digest,
        DisposalStatus status,
        Instant issuedAt,
        @Nullable Instant completedAt,
        int sends,
        List<Answer> stores) {

    /**
     * What a store answered.
     *
     * @param storeId the store
     * @param status whether it is done
     * @param erased how many records it deleted or made anonymous; others it no longer had
     * @param digest SHA-256 over the ids of those, hexadecimal
     * @param failure why it could not
     * @param answeredAt when, UTC
     */
    @Schema(name = "DisposalAnswer")
    record Answer(
            String storeId,
            AnswerStatus status,
            @Nullable Long erased,
            @Nullable String digest,
            @Nullable String failure,
            @Nullable Instant answeredAt) {}

    static DisposalView of(DisposalEntity disposal, List<AnswerEntity> answers) {
        return new DisposalView(
                disposal.disposalId,
                disposal.subjectRef,
                disposal.category,
                disposal.ruleReference,
                disposal.recordCount,
                disposal.recordsDigest,
                disposal.status,
                disposal.issuedAt,
                disposal.completedAt,
                disposal.sends,
                answers.stream()
                        .filter(answer -> answer.key.disposalId().equals(disposal.disposalId))
                        .map(answer -> new Answer(
                                answer.key.storeId(),
                                answer.status,
                                answer.erased,
                                answer.digest,
                                answer.failure,
                                answer.answeredAt))
                        .toList());
    }
}
