package com.estflux.privacy.platform.problem;

import java.util.Map;

/** The problems of HTTP itself, by status. */
final class HttpProblems {

    private static final Map<Integer, ProblemType> BY_STATUS = Map.of(
            400, new ProblemType("bad-request", 400, "The request cannot be understood"),
            401, new ProblemType("unauthenticated", 401, "A valid access token is required"),
            403, new ProblemType("forbidden", 403, "The caller's role does not allow it"),
            404, new ProblemType("not-found", 404, "Not found"),
            405, new ProblemType("method-not-allowed", 405, "The method is not allowed here"),
            406, new ProblemType("not-acceptable", 406, "None of the accepted media types is offered"),
            413, new ProblemType("body-too-large", 413, "The body is too large"),
            414, new ProblemType("uri-too-long", 414, "The address is too long"),
            415, new ProblemType("unsupported-media-type", 415, "The body's media type is not supported"),
            431, new ProblemType("headers-too-large", 431, "The headers are too large"));

    private HttpProblems() {}

    /** The problem of a status that a client causes. */
    static ProblemType of(int status) {
        return BY_STATUS.getOrDefault(status, new ProblemType("refused", status, "The request is refused"));
    }
}
