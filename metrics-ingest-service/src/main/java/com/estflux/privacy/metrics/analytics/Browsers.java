package com.estflux.privacy.metrics.analytics;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.CachingParser;
import ua_parser.Client;
import ua_parser.Parser;

/** What a page was seen with, by the rules of the ua-parser project, as coarse as charts need it: no versions but the first. */
@ApplicationScoped
class Browsers {

    private static final int LONGEST = 512;

    /** What bots call themselves that are newer than the rules; Cubot makes telephones. */
    private static final Pattern SAYS_BOT = Pattern.compile("(?i)(?<!cu)bot\\b|crawl|spider");

    private final Parser parser = new CachingParser();

    /** Browser with its major version, and operating system. */
    record Seen(String browser, String os) {}

    /**
     * What a page was seen with; empty if it was no person's browser. A browser calls itself Mozilla, whoever made it;
     * what does not, and what the rules call a spider, is a bot.
     */
    Optional<Seen> of(@Nullable String userAgent) {
        if (userAgent == null
                || !userAgent.startsWith("Mozilla/")
                || userAgent.length() > LONGEST
                || SAYS_BOT.matcher(userAgent).find()) {
            return Optional.empty();
        }
        Client client = parser.parse(userAgent);
        if (client.device.family.equals("Spider") || client.userAgent.family.contains("Headless")) {
            return Optional.empty();
        }
        String version = client.userAgent.major;
        return Optional.of(new Seen(
                version == null ? client.userAgent.family : client.userAgent.family + " " + version, client.os.family));
    }
}
