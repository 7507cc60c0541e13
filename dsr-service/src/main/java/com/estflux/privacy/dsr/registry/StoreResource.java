package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stores that take part. */
@Path("/v1/stores")
@Tag(name = "Stores", description = "Who holds personal data and takes part in the rights protocol")
public class StoreResource {

    private final StoreRegistry registry;

    StoreResource(StoreRegistry registry) {
        this.registry = registry;
    }

    /** The stores that announced themselves, by id. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR, Roles.OPERATOR})
    @Operation(summary = "The stores that announced themselves, by id")
    public Uni<Page<StoreView>> list(@BeanParam PageRequest page) {
        String after = page.after().orElse("");
        int limit = page.limit();
        return registry.all()
                .map(stores -> Page.of(
                        stores.stream()
                                .map(StoreView::of)
                                .filter(store -> store.storeId().compareTo(after) > 0)
                                .limit(limit + 1L)
                                .toList(),
                        page,
                        StoreView::storeId));
    }
}
