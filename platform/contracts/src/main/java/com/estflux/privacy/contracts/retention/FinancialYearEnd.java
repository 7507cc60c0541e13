package com.estflux.privacy.contracts.retention;

import java.time.LocalDate;

/**
 * A change of the controller's financial year.
 *
 * @param from first day of the first financial year that ends on the new day
 * @param endsOn its last day, MM-dd
 */
public record FinancialYearEnd(LocalDate from, String endsOn) {}
