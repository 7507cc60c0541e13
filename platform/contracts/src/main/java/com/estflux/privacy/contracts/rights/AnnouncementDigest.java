package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an officer names when admitting an announcement: the same however often the store announces the same. */
public final class AnnouncementDigest {

    private AnnouncementDigest() {}

    /** SHA-256, hexadecimal, over everything announced but the time. */
    public static String of(StoreAnnounced store) {
        List<String> parts = new ArrayList<>();
        parts.add("store " + store.storeId());
        parts.add("name " + store.displayName());
        parts.add("owner " + store.owner());
        parts.add("contact " + store.contact());
        parts.add("time " + store.timeNeeded());
        parts.addAll(decisive(store));
        return RecordDigest.of(parts.stream()
                // The length before each part, so that no two announcements share one text.
                .map(part -> part.length() + ":" + part)
                .toList());
    }

    /** Whether two announcements agree in what must be admitted: categories, rights and keys, in any order. */
    public static boolean agree(StoreAnnounced one, StoreAnnounced other) {
        return one.storeId().equals(other.storeId()) && decisive(one).equals(decisive(other));
    }

    private static List<String> decisive(StoreAnnounced store) {
        return Stream.of(
                        store.categories().stream().map(DataCategory::key).map(key -> "category " + key),
                        store.rights().stream().map(right -> "right " + right.name()),
                        store.keys().stream().map(key -> "key " + key))
                .flatMap(parts -> parts)
                .distinct()
                .sorted()
                .toList();
    }
}
