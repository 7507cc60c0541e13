package com.estflux.privacy.metrics.analytics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page was seen, as the site's script tells it.
 *
 * @param url its address; query and fragment are not kept
 * @param referrer where the visitor came from, null if unknown; only its origin is kept
 * @param seconds time on the page, seconds
 * @param choice what the visitor chose in the banner, null for nothing yet
 */
@Schema(example = """
        {"url":"https://estflux.com/vps/pricing","referrer":"https://duckduckgo.com/","seconds":42,"choice":"allowed"}""")
record Pageview(
        @NotNull @Size(max = 2_000) String url,
        @Nullable @Size(max = 2_000) String referrer,
        @Min(0) @Max(86_400) int seconds,
        @Nullable VisitorChoice choice) {}
