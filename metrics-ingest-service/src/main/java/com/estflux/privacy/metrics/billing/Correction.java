package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.billing.BillingPeriod.Adjustment;
import com.estflux.privacy.metrics.billing.BillingPeriod.Kind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A difference billing decided on.
 *
 * @param line the line of the statement
 * @param reason a code, such as {@code collector-fault}
 * @param amounts the differences by name, negative where less is to be invoiced; what is left out stays
 */
@Schema(example = """
        {"line":1,"reason":"collector-fault","amounts":{"receivedBytes":-1048576}}""")
record Correction(
        @Min(1) @Max(1_000_000) int line,
        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{2,39}") String reason,
        @NotEmpty Map<@NotNull @Pattern(regexp = NAMES) String, @NotNull @Min(-MOST) @Max(MOST) BigInteger> amounts) {

    /** The names of {@link Amount}. */
    static final String NAMES = "samples|coveredSeconds|cpuMicroseconds|memoryByteSamples|diskReadBytes"
            + "|diskWrittenBytes|diskReadOperations|diskWriteOperations|receivedBytes|transmittedBytes"
            + "|receivedSlotBytes|transmittedSlotBytes";

    /** Largest difference either way. */
    static final long MOST = 1_000_000_000_000_000_000L;

    /** Copies the map, so that the record cannot change. */
    Correction {
        amounts = amounts == null ? Map.of() : Map.copyOf(amounts);
    }

    Adjustment adjustment(UUID correctionId, Instant now) {
        return new Adjustment(
                correctionId,
                line,
                Kind.CORRECTION,
                reason,
                now,
                Amounts.of(amount -> amounts.getOrDefault(amount.label(), BigInteger.ZERO)));
    }
}
