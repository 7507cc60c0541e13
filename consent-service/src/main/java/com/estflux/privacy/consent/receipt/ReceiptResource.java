package com.estflux.privacy.consent.receipt;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Consent receipts, and the keys to verify them with. */
@Path("/")
@Tag(name = "Receipts")
public class ReceiptResource {

    private final ReceiptService receipts;
    private final SigningKeys keys;
    private final SubjectAccess access;

    ReceiptResource(ReceiptService receipts, SigningKeys keys, SubjectAccess access) {
        this.receipts = receipts;
        this.keys = keys;
        this.access = access;
    }

    /** The signed receipt of a consent record. */
    @GET
    @Path("v1/receipts/{id}")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Get the signed receipt of a consent record")
    public Uni<SignedReceipt> get(@PathParam("id") UUID id) {
        return receipts.find(id)
                .map(found -> found.orElseThrow(Problems::notFound))
                .call(receipt -> access.require(receipt.piiPrincipalId(), Roles.PRIVACY_OFFICER, Roles.AUDITOR))
                .chain(receipts::sign);
    }

    /** The public keys of all receipts ever signed. */
    @GET
    @Path(".well-known/jwks.json")
    @PermitAll
    @Operation(summary = "Get the keys that verify receipts")
    public Uni<JsonWebKeys> keys() {
        return keys.published();
    }
}
