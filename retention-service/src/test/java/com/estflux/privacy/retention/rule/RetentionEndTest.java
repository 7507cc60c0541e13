package com.estflux.privacy.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.FinancialYears;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionEndTest {

    private static final FinancialYears CALENDAR = new FinancialYears(MonthDay.of(12, 31), Map.of());
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Rule BILLING =
            rule("P7Y", CountedFrom.END_OF_FINANCIAL_YEAR, StartsWhen.RECORDED, OnErasure.RETAIN);
    private static final Rule SUPPORT = rule("P2Y", CountedFrom.START, StartsWhen.CLOSED, OnErasure.RETAIN_WHILE_OPEN);
    private static final Rule ACCOUNT = rule("P0D", CountedFrom.START, StartsWhen.CLOSED, OnErasure.ERASE);
    private static final Rule CASES = rule("P3Y", CountedFrom.START, StartsWhen.CLOSED, OnErasure.RETAIN);

    @ParameterizedTest
    @CsvSource({
        "2026-01-01,2033-12-31,2034-01-01",
        "2026-12-31,2033-12-31,2034-01-01",
        "2025-12-31,2032-12-31,2033-01-01",
        "2024-02-29,2031-12-31,2032-01-01"
    })
    void shouldKeepAccountingDocumentsSevenYearsFromTheEndOfTheirFinancialYear(
            LocalDate recordedOn, LocalDate until, LocalDate disposable) {
        var facts = new RecordFacts(null, recordedOn, null, false, null);

        assertThat(RetentionEnd.of(BILLING, facts, CALENDAR)).isEqualTo(new RetentionEnd(until, disposable));
    }

    @Test
    void shouldCountFromShortFinancialYear() {
        var years = new FinancialYears(MonthDay.of(12, 31), Map.of(LocalDate.of(2027, 1, 1), MonthDay.of(6, 30)));
        var facts = new RecordFacts(null, LocalDate.of(2027, 2, 1), null, false, null);

        assertThat(RetentionEnd.of(BILLING, facts, years).retainUntil()).isEqualTo("2034-06-30");
    }

    @Test
    void shouldStayOpenWhileDisputed() {
        var facts = new RecordFacts(null, DAY, null, true, null);

        assertThat(RetentionEnd.of(BILLING, facts, CALENDAR)).isEqualTo(RetentionEnd.OPEN);
    }

    @Test
    void shouldKeepCorrespondenceTwoYearsAfterTheTicketCloses() {
        assertThat(end(SUPPORT, DAY, null, null)).isEqualTo(RetentionEnd.OPEN);
        assertThat(end(SUPPORT, DAY, DAY, null).retainUntil()).isEqualTo("2028-11-24");
        assertThat(end(SUPPORT, DAY, DAY, null).disposableFrom()).isEqualTo("2028-11-25");
    }

    @Test
    void shouldLetCorrespondenceGoWithItsTicketAfterAnErasure() {
        LocalDate closed = DAY.plusDays(9);

        assertThat(end(SUPPORT, DAY, null, DAY)).isEqualTo(RetentionEnd.OPEN);
        assertThat(end(SUPPORT, DAY, closed, DAY)).isEqualTo(new RetentionEnd(closed, closed));
    }

    @Test
    void shouldKeepAccountForTheServiceRelationship() {
        assertThat(end(ACCOUNT, DAY, null, null)).isEqualTo(RetentionEnd.OPEN);
        assertThat(end(ACCOUNT, DAY, DAY.plusDays(3), null).retainUntil()).isEqualTo(DAY.plusDays(3));
    }

    @Test
    void shouldLetGoAfterAnErasureWhatOnlyAHoldKept() {
        assertThat(end(ACCOUNT, DAY, null, DAY)).isEqualTo(new RetentionEnd(DAY, DAY));
    }

    @Test
    void shouldKeepCasesThreeYearsAfterClosingWhateverWasErased() {
        assertThat(end(CASES, DAY, DAY, DAY).retainUntil()).isEqualTo("2029-11-24");
        assertThat(end(CASES, DAY, null, DAY)).isEqualTo(RetentionEnd.OPEN);
    }

    private static RetentionEnd end(
            Rule rule, LocalDate opened, @Nullable LocalDate closed, @Nullable LocalDate erased) {
        return RetentionEnd.of(rule, new RecordFacts(opened, null, closed, false, erased), CALENDAR);
    }

    private static Rule rule(String period, CountedFrom from, StartsWhen starts, OnErasure onErasure) {
        return new Rule(
                new DataCategory("any"), 1, DAY, Period.parse(period), from, starts, onErasure, "law", "because");
    }
}
