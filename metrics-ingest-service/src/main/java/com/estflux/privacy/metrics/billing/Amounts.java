package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.usage.Bandwidth;
import com.estflux.privacy.metrics.usage.Figures;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is invoiced of a VPS, or a difference of that, which may be negative. Whole numbers of any size: exact.
 *
 * @param values one for each {@link Amount}, in their order
 */
@Schema(
        type = SchemaType.OBJECT,
        description = "Whole numbers by name; in an adjustment they are differences and may be negative",
        example = """
                {"samples":8640,"coveredSeconds":2592000,"cpuMicroseconds":38880000000,"memoryByteSamples":9151314442240,\
                "diskReadBytes":426973593600,"diskWrittenBytes":57684787200,"diskReadOperations":1036800,\
                "diskWriteOperations":345600,"receivedBytes":707788800,"transmittedBytes":3892838400,\
                "receivedSlotBytes":81920,"transmittedSlotBytes":450560}""")
record Amounts(List<BigInteger> values) {

    /** Nothing. */
    static final Amounts NONE = of(amount -> BigInteger.ZERO);

    /** Copies the list, so that the record cannot change. */
    Amounts {
        values = List.copyOf(values);
        if (values.size() != Amount.ALL.size()) {
            throw new IllegalArgumentException("one value for each amount");
        }
    }

    static Amounts of(Function<Amount, BigInteger> value) {
        return new Amounts(Amount.ALL.stream().map(value).toList());
    }

    /** What is invoiced of metered usage. */
    static Amounts of(Figures usage, Bandwidth bandwidth) {
        return of(amount -> switch (amount) {
            case SAMPLES -> BigInteger.valueOf(usage.samples());
            case COVERED_SECONDS -> usage.coveredSeconds();
            case CPU_MICROSECONDS -> usage.cpuMicroseconds();
            case MEMORY_BYTE_SAMPLES -> usage.memoryByteSamples();
            case DISK_READ_BYTES -> usage.diskReadBytes();
            case DISK_WRITTEN_BYTES -> usage.diskWrittenBytes();
            case DISK_READ_OPERATIONS -> usage.diskReadOperations();
            case DISK_WRITE_OPERATIONS -> usage.diskWriteOperations();
            case RECEIVED_BYTES -> usage.receivedBytes();
            case TRANSMITTED_BYTES -> usage.transmittedBytes();
            case RECEIVED_SLOT_BYTES -> BigInteger.valueOf(bandwidth.receivedSlotBytes());
            case TRANSMITTED_SLOT_BYTES -> BigInteger.valueOf(bandwidth.transmittedSlotBytes());
        });
    }

    BigInteger get(Amount amount) {
        return values.get(Amount.ALL.indexOf(amount));
    }

    Amounts plus(Amounts other) {
        return pairwise(other, BigInteger::add);
    }

    Amounts minus(Amounts other) {
        return pairwise(other, BigInteger::subtract);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** By the names clients know, in their order. */
    @JsonValue
    Map<String, BigInteger> byName() {
        return Amount.ALL.stream()
                .collect(Collectors.toMap(Amount::label, this::get, (one, other) -> one, LinkedHashMap::new));
    }

    private Amounts pairwise(Amounts other, BinaryOperator<BigInteger> operation) {
        return new Amounts(IntStream.range(0, values.size())
                .mapToObj(i -> operation.apply(values.get(i), other.values.get(i)))
                .toList());
    }
}
