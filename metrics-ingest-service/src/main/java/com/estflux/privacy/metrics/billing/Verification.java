package com.estflux.privacy.metrics.billing;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A closed period computed anew.
 *
 * @param basis what from: the raw samples, or only the frozen totals once samples are gone
 * @param sha256 what it was closed with
 * @param recomputed what it comes to now
 */
@Schema(example = """
        {"basis":"SAMPLES","sha256":"9f2c…","recomputed":"9f2c…","matches":true}""")
record Verification(Basis basis, String sha256, String recomputed) {

    /** What a period is computed anew from. */
    enum Basis {
        /** The raw samples stored before it was closed. */
        SAMPLES,
        /** The totals that were frozen: the samples were disposed of, or the person was forgotten. */
        TOTALS
    }

    /** Whether both are the same, byte for byte. */
    @com.fasterxml.jackson.annotation.JsonProperty
    boolean matches() {
        return sha256.equals(recomputed);
    }
}
