package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller believes the current state to be ({@code If-Match}, {@code If-None-Match}).
 *
 * @param revision the revision it must have; 0 if there must be none yet, null if any will do
 */
record Precondition(@Nullable Long revision) {

    private static final Pattern ENTITY_TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final ProblemType FAILED =
            new ProblemType("precondition-failed", 412, "It has changed since it was read");

    static final Precondition NONE = new Precondition(null);

    static Precondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals("*") || ifMatch != null) {
                throw Problems.badRequest("invalid-precondition", "Invalid If-None-Match", "only * has a meaning here");
            }
            return new Precondition(0L);
        }
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return NONE;
        }
        Matcher tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problems.badRequest("invalid-precondition", "Invalid If-Match", "pass the ETag as it was given");
        }
        return new Precondition(Long.parseLong(tag.group(1)));
    }

    /**
     * Requires the current revision to be the one believed.
     *
     * @throws ProblemException 412 if it is not
     */
    void require(long currentRevision) {
        if (revision != null && revision != currentRevision) {
            throw new ProblemException(FAILED, "read it again and decide anew")
                    .with("currentRevision", currentRevision);
        }
    }
}
