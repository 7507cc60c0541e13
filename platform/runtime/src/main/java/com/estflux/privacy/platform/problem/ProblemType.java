package com.estflux.privacy.platform.problem;

/**
 * A kind of problem; stable, so that clients can act on it.
 *
 * @param slug last part of the type URI, lower-case kebab
 * @param status HTTP status
 * @param title the same for every occurrence, for people
 */
public record ProblemType(String slug, int status, String title) {

    private static final String BASE = "https://estflux.com/problems/";

    /** The type URI. */
    public String uri() {
        return BASE + slug;
    }
}
