package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.retention.FinancialYears;
import com.estflux.privacy.retention.config.RetentionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.Map;

/** The financial years as configured. */
@ApplicationScoped
class FinancialYearsProducer {

    @Produces
    @Singleton
    FinancialYears financialYears(RetentionConfig config) {
        Map<LocalDate, MonthDay> changes = new HashMap<>();
        config.financialYear().changes().forEach(change -> changes.put(change.from(), monthDay(change.endsOn())));
        return new FinancialYears(monthDay(config.financialYear().endsOn()), changes);
    }

    private static MonthDay monthDay(String text) {
        return MonthDay.parse("--" + text);
    }
}
