package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.purpose.Notice;
import com.estflux.privacy.consent.purpose.Purpose;
import com.estflux.privacy.consent.purpose.PurposeService;
import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What websites show about cookies. */
@Path("/v1/banner")
@Tag(name = "Visitors")
@RateLimited
public class BannerResource {

    private final PurposeService purposes;

    BannerResource(PurposeService purposes) {
        this.purposes = purposes;
    }

    /** What a banner must show, in a language. */
    @GET
    @PermitAll
    @Operation(
            summary = "Get what a cookie banner must show",
            description = "The text about statistics, what cannot be refused, and the choices, equally easy to "
                    + "reach. A choice is sent to choicesPath.")
    public Uni<Banner> banner(@QueryParam("lang") @DefaultValue("en") String language) {
        return purposes.list().map(all -> {
            Notice notice = all.stream()
                    .filter(purpose -> purpose.key().equals("web-analytics"))
                    .map(Purpose::notices)
                    .flatMap(List::stream)
                    .filter(one -> one.language().equals(language))
                    .findFirst()
                    .orElseThrow(() -> Problems.badRequest(
                            "unknown-language", "There is no text in this language", "see /v1/purposes for languages"));
            return new Banner(
                    language,
                    notice,
                    List.of("control-panel-session", "authentication"),
                    List.of(VisitorChoice.REFUSED, VisitorChoice.GRANTED),
                    "/v1/visitors/{visitorId}/choices");
        });
    }
}
