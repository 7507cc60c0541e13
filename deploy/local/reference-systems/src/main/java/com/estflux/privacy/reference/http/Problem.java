package com.estflux.privacy.reference.http;

/** A request cannot be answered as asked (RFC 9457). Nothing in it comes from the request. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String BASE = "https://estflux.com/problems/";

    private final int status;
    private final String slug;

    private Problem(int status, String slug, String title) {
        super(title, null, false, false);
        this.status = status;
        this.slug = slug;
    }

    /** The body or the path is not what is expected there; the detail is the caller's own text. */
    public static Problem invalid(String detail) {
        return new Problem(400, "invalid-request", detail);
    }

    /** No such thing, or no longer. */
    public static Problem notFound() {
        return new Problem(404, "not-found", "There is no such thing");
    }

    /** The state of things does not allow it. */
    public static Problem conflict(String slug, String title) {
        return new Problem(409, slug, title);
    }

    /** The person it is about was erased: nothing is stored about them again. */
    public static Problem erased() {
        return conflict("subject-erased", "The data subject was erased");
    }

    static Problem unauthenticated() {
        return new Problem(401, "unauthenticated", "The access token is missing or wrong");
    }

    static Problem methodNotAllowed() {
        return new Problem(405, "method-not-allowed", "This method is not offered here");
    }

    static Problem tooLarge() {
        return new Problem(413, "too-large", "The body is too large");
    }

    static Problem unsupportedMediaType() {
        return new Problem(415, "unsupported-media-type", "The body must be application/json");
    }

    static Problem cardNumber() {
        return new Problem(422, "card-number", "The request holds what looks like a card number");
    }

    static Problem internal() {
        return new Problem(500, "internal", "The request failed");
    }

    static Problem unavailable() {
        return new Problem(503, "unavailable", "Not ready yet; try again");
    }

    int status() {
        return status;
    }

    String type() {
        return BASE + slug;
    }
}
