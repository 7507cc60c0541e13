package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.DataCategory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold this store has taken in and that binds.
 *
 * @param holdId the hold
 * @param subjectId whose data it covers; null for everybody's
 * @param category the category it covers; null for every category
 * @param recordIds the records it covers; empty for every record
 * @param legalBasis on which basis, with article
 */
record KnownHold(
        UUID holdId,
        @Nullable UUID subjectId,
        @Nullable DataCategory category,
        Set<String> recordIds,
        String legalBasis) {

    KnownHold {
        recordIds = Set.copyOf(recordIds);
    }

    /** Whether it covers anything of a category. */
    boolean concerns(DataCategory of) {
        return category == null || category.equals(of);
    }

    /** The holds an answer of the database lists. */
    static List<KnownHold> all(JsonObject answer) {
        return answer.getJsonArray("holds").stream()
                .map(row -> of((JsonObject) row))
                .toList();
    }

    private static KnownHold of(JsonObject row) {
        String subject = row.getString("subject_id");
        String category = row.getString("category");
        JsonArray records = row.getJsonArray("record_ids");
        return new KnownHold(
                CanonicalUuid.parse(row.getString("hold_id")),
                subject == null ? null : CanonicalUuid.parse(subject),
                category == null ? null : new DataCategory(category),
                records.stream().map(String::valueOf).collect(Collectors.toSet()),
                row.getString("legal_basis", "legal hold"));
    }
}
