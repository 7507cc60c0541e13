package com.estflux.privacy.consent.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/** Issues receipts. */
@ApplicationScoped
class ReceiptService {

    private final ReceiptQuery receipts;
    private final SigningKeys keys;
    private final ObjectMapper json;

    ReceiptService(ReceiptQuery receipts, SigningKeys keys, ObjectMapper json) {
        this.receipts = receipts;
        this.keys = keys;
        this.json = json;
    }

    /** The receipt of a record; empty if there is none, or it is nobody's any more. */
    Uni<Optional<Receipt>> find(UUID recordId) {
        return receipts.find(recordId);
    }

    /** Signs a receipt. */
    @WithTransaction
    Uni<SignedReceipt> sign(Receipt receipt) {
        return keys.sign(write(receipt)).map(jws -> new SignedReceipt(receipt, jws));
    }

    private byte[] write(Receipt receipt) {
        try {
            return json.writeValueAsBytes(receipt);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
