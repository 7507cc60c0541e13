package com.estflux.privacy.metrics.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.billing.BillingPeriod.Adjustment;
import com.estflux.privacy.metrics.billing.BillingPeriod.BilledLine;
import com.estflux.privacy.metrics.billing.BillingPeriod.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    private static final Instant CLOSED = Instant.parse("2026-11-02T08:00:00Z");

    /** However the meter moves on, up or down: what was closed and all differences together are what it shows. */
    @RepeatedTest(100)
    void shouldAdjustBySignedDifferencesThatAddUpToWhatIsMetered(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BilledLine line = new BilledLine(1, null, 8_640, random(random));
        List<Adjustment> adjustments = new ArrayList<>();
        Amounts metered = line.amounts();
        for (int step = 0; step < 6; step++) {
            metered = random.nextInt(3) == 0 ? metered : random(random);
            AdjustmentService.difference(period(line, adjustments), line, metered, CLOSED)
                    .ifPresent(adjustments::add);
            adjustments.add(
                    new Adjustment(UUID.randomUUID(), 1, Kind.CORRECTION, "collector-fault", CLOSED, random(random)));
            adjustments.add(new Adjustment(UUID.randomUUID(), 2, Kind.LATE_SAMPLES, "late", CLOSED, random(random)));

            BigInteger[] sums = new BigInteger[Amount.ALL.size()];
            for (Amount amount : Amount.ALL) {
                sums[Amount.ALL.indexOf(amount)] = line.amounts().get(amount);
                for (Adjustment one : adjustments) {
                    if (one.line() == 1 && one.kind() == Kind.LATE_SAMPLES) {
                        sums[Amount.ALL.indexOf(amount)] = sums[Amount.ALL.indexOf(amount)].add(
                                one.amounts().get(amount));
                    }
                }
            }
            assertThat(metered.values()).containsExactly(sums);
            assertThat(AdjustmentService.difference(period(line, adjustments), line, metered, CLOSED))
                    .isEmpty();
        }
    }

    @Test
    void shouldHaveOneFormOfAStatement() {
        UUID periodId = UUID.fromString("018f0000-0000-4000-8000-000000000001");
        Statement statement = new Statement(
                periodId,
                YearMonth.of(2026, 10),
                CLOSED,
                Statement.METER,
                List.of(new Statement.Line(
                        1, 8_940, Amounts.of(amount -> BigInteger.valueOf(Amount.ALL.indexOf(amount))))));

        assertThat(statement.text()).isEqualTo("""
                estflux usage statement 1
                period 018f0000-0000-4000-8000-000000000001
                month 2026-10 Europe/Tallinn
                from 2026-09-30T21:00:00Z
                to 2026-10-31T22:00:00Z
                stored-before 2026-11-02T08:00:00Z
                meter meter-2026-11
                line 1 expectedSlots=8940 samples=0 coveredSeconds=1 cpuMicroseconds=2 memoryByteSamples=3 \
                diskReadBytes=4 diskWrittenBytes=5 diskReadOperations=6 diskWriteOperations=7 receivedBytes=8 \
                transmittedBytes=9 receivedSlotBytes=10 transmittedSlotBytes=11
                """);
        assertThat(statement.sha256()).matches("[0-9a-f]{64}");
        assertThat(new Statement(periodId, YearMonth.of(2026, 10), CLOSED, Statement.METER, List.of()).sha256())
                .isNotEqualTo(statement.sha256());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01, 2025-12-31T22:00:00Z, 2026-01-31T22:00:00Z", // winter
        "2026-03, 2026-02-28T22:00:00Z, 2026-03-31T21:00:00Z", // the clock goes forward on the 29th
        "2026-10, 2026-09-30T21:00:00Z, 2026-10-31T22:00:00Z", // and back on the 25th
        "2024-02, 2024-01-31T22:00:00Z, 2024-02-29T22:00:00Z" // a leap year
    })
    void shouldBeCalendarMonthsInTallinn(YearMonth month, Instant from, Instant to) {
        assertThat(Statement.startOf(month)).isEqualTo(from);
        assertThat(Statement.endOf(month)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25, --12-31, 2033-12-31",
        "2026-12-31, --12-31, 2033-12-31",
        "2027-01-01, --12-31, 2034-12-31",
        "2026-06-30, --06-30, 2033-06-30",
        "2026-07-01, --06-30, 2034-06-30",
        "2027-02-28, --02-29, 2034-02-28"
    })
    void shouldKeepTotalsForYearsAfterTheFinancialYear(LocalDate recordedOn, String yearEnd, LocalDate keptUntil) {
        assertThat(new Retention(Period.ofYears(7), MonthDay.parse(yearEnd)).keptUntil(recordedOn))
                .isEqualTo(keptUntil);
    }

    @Test
    void shouldAcceptCorrectionsOfEveryAmount() {
        assertThat(Amount.ALL)
                .extracting(Amount::label)
                .allMatch(Pattern.compile(Correction.NAMES).asMatchPredicate());
    }

    private static Amounts random(Random random) {
        return Amounts.of(amount -> BigInteger.valueOf(random.nextLong()));
    }

    private static BillingPeriod period(BilledLine line, List<Adjustment> adjustments) {
        YearMonth month = YearMonth.of(2026, 10);
        return new BillingPeriod(
                UUID.randomUUID(),
                null,
                month,
                Statement.startOf(month),
                Statement.endOf(month),
                CLOSED,
                Statement.METER,
                "",
                LocalDate.of(2033, 12, 31),
                List.of(line),
                adjustments);
    }
}
