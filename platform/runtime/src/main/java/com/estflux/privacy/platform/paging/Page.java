package com.estflux.privacy.platform.paging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the items
 * @param next cursor of the part that follows; null if this is the last
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the list, so that the record cannot change. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page.
     *
     * @param rows one more than the limit if there are that many
     * @param request what was asked for
     * @param cursorOf what the next query continues after, of the last item shown
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, String> cursorOf) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, request.limit());
        String last = cursorOf.apply(shown.get(shown.size() - 1));
        return new Page<>(
                shown, Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }
}
