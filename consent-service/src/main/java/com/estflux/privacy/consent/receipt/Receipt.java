package com.estflux.privacy.consent.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent receipt with the fields of ISO/IEC TS 27560.
 *
 * @param schemaVersion version of this structure
 * @param recordId the consent record
 * @param recordHash hash of the record in its chain, so that receipt and history can be compared
 * @param piiPrincipalId the person, by their pseudonymous id
 * @param notice the text that was shown
 * @param purposes what was decided about
 * @param controller who is responsible
 * @param jurisdiction whose law applies
 * @param withdrawalMethod how to withdraw
 * @param rights what else the person may ask for
 * @param authority where to complain
 * @param event what happened
 */
@JsonPropertyOrder({
    "schemaVersion",
    "recordId",
    "recordHash",
    "piiPrincipalId",
    "notice",
    "purposes",
    "controller",
    "jurisdiction",
    "withdrawalMethod",
    "rights",
    "authority",
    "event"
})
public record Receipt(
        String schemaVersion,
        UUID recordId,
        String recordHash,
        UUID piiPrincipalId,
        ShownNotice notice,
        List<ReceiptPurpose> purposes,
        Party controller,
        String jurisdiction,
        String withdrawalMethod,
        List<String> rights,
        Party authority,
        Event event) {

    /** Copies the lists, so that the record cannot change. */
    public Receipt {
        purposes = List.copyOf(purposes);
        rights = List.copyOf(rights);
    }

    /**
     * The text that was shown.
     *
     * @param version its version
     * @param language its language
     * @param hash SHA-256 of title, an empty line and text
     * @param title its heading
     * @param text its body
     */
    public record ShownNotice(int version, String language, String hash, String title, String text) {}

    /**
     * What was decided about.
     *
     * @param purpose key
     * @param legalBasis legal basis
     * @param categories categories of personal data
     * @param recipients kinds of recipients
     * @param retention the rule that says how long data is kept
     */
    public record ReceiptPurpose(
            String purpose, String legalBasis, List<String> categories, List<String> recipients, String retention) {

        /** Copies the lists, so that the record cannot change. */
        public ReceiptPurpose {
            categories = List.copyOf(categories);
            recipients = List.copyOf(recipients);
        }
    }

    /**
     * A party.
     *
     * @param name its name
     * @param contact how to reach it
     */
    public record Party(String name, String contact) {}

    /**
     * What happened.
     *
     * @param state granted, refused, withdrawn or expired
     * @param time when, UTC
     * @param validUntil when it lapses, UTC; null if it does not
     * @param channel where it was decided
     * @param revision its place in the history of this person and purpose
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Event(
            String state, Instant time, @Nullable Instant validUntil, String channel, long revision) {}
}
