package com.estflux.privacy.platform.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Neither detail nor extensions may hold personal data or what the client sent. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final @Nullable String detail;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    /**
     * A problem.
     *
     * @param type its kind
     * @param detail what to change, null if the title says it all
     */
    public ProblemException(ProblemType type, @Nullable String detail) {
        super(type.slug());
        this.type = type;
        this.detail = detail;
    }

    /** Adds an extension member. */
    public ProblemException with(String extension, Object value) {
        extensions.put(extension, value);
        return this;
    }

    /** Its kind. */
    public ProblemType type() {
        return type;
    }

    /** What to change, null if the title says it all. */
    public @Nullable String detail() {
        return detail;
    }

    /** The extension members. */
    public Map<String, Object> extensions() {
        return Map.copyOf(extensions);
    }
}
