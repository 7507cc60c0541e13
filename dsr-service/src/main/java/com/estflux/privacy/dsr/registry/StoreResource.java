package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The stores that take part. */
@Path("/v1/stores")
@Tag(name = "Stores", description = "Who holds personal data and takes part in the rights protocol")
public class StoreResource {

    private final StoreRegistry registry;
    private final AdmissionService admission;
    private final Caller caller;

    StoreResource(StoreRegistry registry, AdmissionService admission, Caller caller) {
        this.registry = registry;
        this.admission = admission;
        this.caller = caller;
    }

    /** The stores that announced themselves, by id. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR, Roles.OPERATOR})
    @Operation(summary = "The stores that announced themselves, by id")
    public Uni<Page<StoreView>> list(@BeanParam PageRequest page) {
        String after = page.after().orElse("");
        int limit = page.limit();
        return registry.views()
                .map(stores -> Page.of(
                        stores.stream()
                                .filter(store -> store.storeId().compareTo(after) > 0)
                                .limit(limit + 1L)
                                .toList(),
                        page,
                        StoreView::storeId));
    }

    /** Admit a store, or what it changed, as it was seen. */
    @POST
    @Path("/{storeId}/admission")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Admit a store, or what it changed, as it was seen")
    public Uni<StoreView> admit(String storeId, @Valid @NotNull Admission body) {
        return admission.admit(storeId, body.digest(), caller.actor());
    }
}
