package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.purpose.Languages;
import com.estflux.privacy.consent.purpose.Notice;
import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What websites show about cookies. */
@Path("/v1/banner")
@Tag(name = "Visitors")
@RateLimited
public class BannerResource {

    private final VisitorNotices notices;

    BannerResource(VisitorNotices notices) {
        this.notices = notices;
    }

    /** What a banner must show, in a language. */
    @GET
    @PermitAll
    @Operation(
            summary = "Get what a cookie banner must show",
            description = "The text about statistics, what cannot be refused, and the choices, equally easy to "
                    + "reach. A choice is sent to choicesPath.")
    public Uni<Banner> banner(
            @QueryParam("lang") @Nullable String language,
            @Parameter(description = "what the browser prefers, if lang does not say")
                    @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
                    @Nullable
                    String preferred) {
        return notices.current().map(texts -> banner(language, preferred, texts));
    }

    private static Banner banner(@Nullable String language, @Nullable String preferred, List<Notice> texts) {
        String chosen = Languages.choose(
                        language,
                        preferred,
                        texts.stream().map(Notice::language).toList())
                .orElseThrow(() -> Problems.badRequest(
                        "unknown-language", "There is no text in this language", "see /v1/purposes for languages"));
        Notice notice = texts.stream()
                .filter(one -> one.language().equals(chosen))
                .findFirst()
                .orElseThrow(Problems::notFound);
        return new Banner(
                chosen,
                notice,
                List.of("control-panel-session", "authentication"),
                List.of(VisitorChoice.REFUSED, VisitorChoice.GRANTED),
                "/v1/visitors/{visitorId}/choices");
    }
}
