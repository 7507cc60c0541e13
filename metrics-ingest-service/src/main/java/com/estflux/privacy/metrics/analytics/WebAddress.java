package com.estflux.privacy.metrics.analytics;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, cut down to what says nothing about a visitor. */
final class WebAddress {

    private static final int LONGEST_PAGE = 200;

    /** Words, as pages are named; not ids, numbers of customers, tokens or mail addresses. */
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z][A-Za-z._-]{0,39}|[A-Za-z-]{1,30}[0-9]{1,4}|[0-9]{1,4}");

    private final String host;
    private final String path;

    private WebAddress(String host, String path) {
        this.host = host;
        this.path = path;
    }

    /** The address, if it is one of the web. */
    static Optional<WebAddress> of(@Nullable String url) {
        if (url == null || url.isBlank()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new WebAddress(uri.getHost().toLowerCase(Locale.ROOT), uri.getPath() == null ? "" : uri.getPath()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    String host() {
        return host;
    }

    /** Its origin, all that is kept of a referrer. */
    String origin() {
        return "https://" + host;
    }

    /** Its path without query and fragment; parts that are no words are replaced by an asterisk. */
    String page() {
        String page = Stream.of(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> WORD.matcher(part).matches() ? part : "*")
                .collect(Collectors.joining("/", "/", ""));
        return page.length() <= LONGEST_PAGE ? page : page.substring(0, LONGEST_PAGE);
    }
}
