package com.estflux.privacy.platform.problem;

/** Problems that every service has. */
public final class Problems {

    private static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "Not found");

    private Problems() {}

    /** What does not exist and what is another's look the same. */
    public static ProblemException notFound() {
        return new ProblemException(NOT_FOUND, null);
    }

    /** The request does not fit the state of what it is about. */
    public static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(new ProblemType(slug, 409, title), detail);
    }

    /** The request itself is wrong. */
    public static ProblemException badRequest(String slug, String title, String detail) {
        return new ProblemException(new ProblemType(slug, 400, title), detail);
    }
}
