package com.estflux.privacy.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a problem (RFC 9457).
 *
 * @param type URI of its kind
 * @param title the same for every occurrence, for people
 * @param status HTTP status
 * @param detail what to change, null if the title says it all
 * @param extensions further members
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the map, so that the record cannot change. */
    public ProblemBody {
        extensions = Map.copyOf(extensions);
    }

    static ProblemBody of(ProblemException problem) {
        ProblemType kind = problem.type();
        return new ProblemBody(kind.uri(), kind.title(), kind.status(), problem.detail(), problem.extensions());
    }
}
