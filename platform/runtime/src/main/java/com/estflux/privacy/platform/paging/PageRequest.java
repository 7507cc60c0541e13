package com.estflux.privacy.platform.paging;

import com.estflux.privacy.platform.problem.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: query parameters {@code limit} and {@code cursor}. */
public class PageRequest {

    private final int limit;
    private final @Nullable String cursor;

    /**
     * Made from the query.
     *
     * @param limit most items to return, 1 to 200
     * @param cursor where the previous page ended, as its {@code next} said; null for the first page
     */
    public PageRequest(
            @Parameter(description = "Most items to return") @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200)
                    int limit,
            @Parameter(description = "The previous page's next") @QueryParam("cursor") @Nullable String cursor) {
        this.limit = limit;
        this.cursor = cursor;
    }

    /** Most items to return. */
    public int limit() {
        return limit;
    }

    /**
     * What the previous page ended with; empty for the first page.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 400 if the cursor is not one a list gave out
     */
    public Optional<String> after() {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(
                    "invalid-cursor", "Invalid cursor", "pass a cursor exactly as a list gave it out");
        }
    }
}
