package com.estflux.privacy.metrics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentileTest {

    @ParameterizedTest
    @CsvSource({
        "8640, 8208, 432", // 30 days
        "8928, 8482, 446", // 31 days
        "8916, 8471, 445", // March in Tallinn, an hour shorter
        "8940, 8493, 447", // October in Tallinn, an hour longer
        "8064, 7661, 403", // February
        "288, 274, 14",
        "20, 19, 1",
        "19, 19, 0",
        "1, 1, 0",
        "0, 0, 0"
    })
    void shouldDropTheTopTwentieth(int slots, int rank, int dropped) {
        assertThat(Percentile.rank(slots)).isEqualTo(rank);
        assertThat(slots - Percentile.rank(slots)).isEqualTo(dropped);
        assertThat(rank)
                .isEqualTo(new BigDecimal("0.95")
                        .multiply(BigDecimal.valueOf(slots))
                        .setScale(0, RoundingMode.CEILING)
                        .intValueExact());
    }

    /** Against the definition: the least value that at least 95 % of the slots do not exceed. */
    @RepeatedTest(200)
    void shouldBeTheLeastValueThatNinetyFivePercentDoNotExceed(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int length = 1 + random.nextInt(400);
        long most = random.nextBoolean() ? 5 : Long.MAX_VALUE;
        long[] slots = LongStream.generate(() -> random.nextInt(3) == 0 ? 0 : random.nextLong(most))
                .limit(length)
                .toArray();
        long[] untouched = slots.clone();

        long percentile = Percentile.of(slots);

        assertThat(slots).isEqualTo(untouched);
        assertThat(Arrays.stream(slots)).contains(percentile);
        assertThat(atMost(slots, percentile) * 100).isGreaterThanOrEqualTo(95L * length);
        assertThat(Arrays.stream(slots).filter(value -> value < percentile).count() * 100)
                .isLessThan(95L * length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 8_928, 105_120})
    void shouldBeWhatStandsThereOnceSorted(int length) {
        Random random = new Random(length);
        List<LongStream> orders = List.of(
                LongStream.range(0, length),
                LongStream.range(0, length).map(i -> -i),
                LongStream.range(0, length).map(i -> Math.min(i, length - i)),
                LongStream.range(0, length).map(i -> Math.max(i, length - i)),
                LongStream.range(0, length).map(i -> i % 7),
                LongStream.range(0, length).map(i -> 4),
                LongStream.range(0, length).map(i -> random.nextLong()));
        for (LongStream order : orders) {
            long[] slots = order.toArray();
            long[] sorted = slots.clone();
            Arrays.sort(sorted);
            assertThat(Percentile.of(slots)).isEqualTo(sorted[Percentile.rank(length) - 1]);
        }
    }

    @Test
    void shouldDropABurstOfThirtySixHoursInAMonthOfThirtyDays() {
        long[] slots = new long[8_640];
        Arrays.fill(slots, 100, 100 + 432, 1_000_000);
        assertThat(Percentile.of(slots)).isZero();
        slots[0] = 7;
        assertThat(Percentile.of(slots)).isEqualTo(7);
    }

    @Test
    void shouldBillTheGreaterDirection() {
        Bandwidth bandwidth = Bandwidth.of(8_640, 300, 37_500);
        assertThat(bandwidth.receivedBitsPerSecond()).isEqualByComparingTo("8");
        assertThat(bandwidth.transmittedBitsPerSecond()).isEqualByComparingTo("1000");
        assertThat(bandwidth.billableBitsPerSecond()).isEqualByComparingTo("1000");
        assertThat(Bandwidth.of(8_640, 1, 0).billableBitsPerSecond()).isEqualByComparingTo("0.026667");
    }

    private static long atMost(long[] slots, long value) {
        return Arrays.stream(slots).filter(one -> one <= value).count();
    }
}
