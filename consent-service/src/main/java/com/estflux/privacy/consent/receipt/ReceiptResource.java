package com.estflux.privacy.consent.receipt;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Consent receipts. */
@Path("/v1/receipts")
@Tag(name = "Receipts", description = "Signed proofs, verifiable by anyone")
public class ReceiptResource {

    private final ReceiptService receipts;
    private final SubjectAccess access;

    ReceiptResource(ReceiptService receipts, SubjectAccess access) {
        this.receipts = receipts;
        this.access = access;
    }

    /** The signed receipt of a consent record. */
    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "Get the signed receipt of a consent record",
            description = "A receipt with the fields of ISO/IEC TS 27560, readable and as a JWS. The same "
                    + "record always has the same receipt; after an erasure there is none.")
    public Uni<SignedReceipt> get(@PathParam("id") UUID id) {
        return receipts.find(id)
                .map(found -> found.orElseThrow(Problems::notFound))
                .call(receipt -> access.require(receipt.piiPrincipalId(), Roles.PRIVACY_OFFICER, Roles.AUDITOR))
                .chain(receipts::sign);
    }
}
