package com.estflux.privacy.metrics.analytics;

import com.estflux.privacy.metrics.analytics.Browsers.Seen;
import com.estflux.privacy.metrics.analytics.VisitorChoice.Treatment;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes page views in, as far as the visitor lets it. */
@ApplicationScoped
class PageviewService {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 16;
    private static final int LONGEST_STAY = 3_600;
    private static final String UNKNOWN = "(unknown)";
    private static final String DIRECT = "(direct)";

    private final PageviewRepository pageviews;
    private final Browsers browsers;
    private final MetricsConfig config;
    private final MeterRegistry meters;
    private final Clock clock;

    PageviewService(
            PageviewRepository pageviews, Browsers browsers, MetricsConfig config, MeterRegistry meters, Clock clock) {
        this.pageviews = pageviews;
        this.browsers = browsers;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Counts a page view, masks it or drops it.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 400 if it is not of one of the sites
     */
    Uni<Void> seen(Pageview pageview, Visit visit) {
        WebAddress page = WebAddress.of(pageview.url())
                .filter(address -> config.analytics().sites().contains(address.host()))
                .orElseThrow(() -> Problems.badRequest("unknown-site", "Unknown site", "pass an address of the site"));
        Treatment treatment =
                VisitorChoice.treatment(pageview.choice(), visit.globalPrivacyControl(), visit.doNotTrack());
        if (treatment == Treatment.DROP) {
            return done("dropped");
        }
        Optional<Seen> seen = browsers.of(visit.userAgent());
        if (seen.isEmpty()) {
            return done("bot");
        }
        int seconds = Math.min(pageview.seconds(), LONGEST_STAY);
        LocalDate today = Tallinn.today(clock);
        if (treatment == Treatment.MASK) {
            return pageviews
                    .add(today, null, page.page(), UNKNOWN, new Seen(UNKNOWN, UNKNOWN), seconds)
                    .chain(() -> done("masked"));
        }
        String referrer =
                WebAddress.of(pageview.referrer()).map(WebAddress::origin).orElse(DIRECT);
        return pageviews
                .key(today)
                .chain(key -> pageviews.add(today, hash(key, visit), page.page(), referrer, seen.get(), seconds))
                .chain(() -> done("counted"));
    }

    private Uni<Void> done(String outcome) {
        meters.counter("web.pageviews", "outcome", outcome).increment();
        return Uni.createFrom().voidItem();
    }

    /** Tells visitors of one day apart, and is of no use on any other: the key is forgotten with the day. */
    private static byte[] hash(byte[] key, Visit visit) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            byte[] whole = mac.doFinal((visit.network() + "\n" + visit.userAgent()).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
