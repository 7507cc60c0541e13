package com.estflux.privacy.platform.paging;

import com.estflux.privacy.platform.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: query parameters {@code limit} and {@code cursor}. */
public class PageRequest {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    // Text, because a number that cannot be read is the client's error to mend, not a path that does not exist.
    @Parameter(
            description = "Most items to return",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @QueryParam("limit")
    private @Nullable String limit;

    @Parameter(description = "Where the previous page ended, as its next said")
    @QueryParam("cursor")
    private @Nullable String cursor;

    /** Made from the query. */
    public PageRequest() {}

    /**
     * Most items to return.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 400 if it is not a number from 1 to 200
     */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int asked = Integer.parseInt(limit);
            if (asked >= 1 && asked <= LARGEST_LIMIT) {
                return asked;
            }
        } catch (NumberFormatException e) {
            // Said below, together with a number out of range.
        }
        throw Problems.badRequest("invalid-limit", "Invalid limit", "pass a number from 1 to " + LARGEST_LIMIT);
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
            String last = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (last.chars().anyMatch(Character::isISOControl)) {
                throw invalidCursor();
            }
            return Optional.of(last);
        } catch (IllegalArgumentException e) {
            throw invalidCursor();
        }
    }

    /** What to answer to a cursor that no list gave out. */
    public static RuntimeException invalidCursor() {
        return Problems.badRequest("invalid-cursor", "Invalid cursor", "pass a cursor exactly as a list gave it out");
    }
}
