package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.RecordDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The digest of a plan: the same for the same items, whatever their order. */
public final class PlanDigest {

    private PlanDigest() {}

    /** SHA-256, hexadecimal, over every component of every item. */
    public static String of(List<PlanItem> items) {
        return RecordDigest.of(items.stream().map(PlanDigest::text).toList());
    }

    private static String text(PlanItem item) {
        List<String> parts = new ArrayList<>(List.of(
                item.category().key(),
                item.treatment().name(),
                text(item.legalBasis()),
                text(item.retainUntil()),
                item.ruleVersion(),
                item.explanation(),
                text(item.holdId())));
        item.records().stream().flatMap(PlanDigest::parts).forEach(parts::add);
        List<String> released = item.released();
        if (released != null) {
            parts.add("released");
            parts.addAll(released);
        }
        // The length before each part, so that no two plans share one text.
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.length()).append(':').append(part));
        return text.toString();
    }

    private static Stream<String> parts(RetainedRecord record) {
        return Stream.of(record.recordId(), text(record.retainUntil()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
