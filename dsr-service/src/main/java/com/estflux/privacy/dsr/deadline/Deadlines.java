package com.estflux.privacy.dsr.deadline;

import com.estflux.privacy.platform.time.Tallinn;
import java.time.Instant;
import java.time.LocalDate;

/**
 * When a request is due: Tallinn dates, each to the end of its day.
 *
 * @param receivedOn date of receipt, holidays included
 * @param statutoryDueOn one month later (Art. 12(3)), moved to a working day (Regulation 1182/71, Art. 3)
 * @param policyDueOn thirty days later, never moved (PF-7)
 */
public record Deadlines(LocalDate receivedOn, LocalDate statutoryDueOn, LocalDate policyDueOn) {

    /** The deadlines of a request received at this moment. */
    public static Deadlines of(Instant receivedAt, HolidayCalendar calendar) {
        LocalDate receivedOn = LocalDate.ofInstant(receivedAt, Tallinn.ZONE);
        return new Deadlines(
                receivedOn,
                calendar.workingDayFrom(LegalClock.ANSWER.endFor(receivedOn)),
                LegalClock.POLICY.endFor(receivedOn));
    }

    /** The earlier of law and policy. */
    public LocalDate dueOn() {
        return statutoryDueOn.isBefore(policyDueOn) ? statutoryDueOn : policyDueOn;
    }

    /**
     * When the law wants an answer after an extension by two further months (Art. 12(3)): three months from receipt,
     * counted from the receipt itself, then moved to a working day.
     */
    public static LocalDate extended(LocalDate receivedOn, HolidayCalendar calendar) {
        return calendar.workingDayFrom(LegalClock.EXTENDED_ANSWER.endFor(receivedOn));
    }

    /** Whether the person can still be told of an extension in time: within one month of receipt, unmoved. */
    public static boolean extensionStillOpen(LocalDate receivedOn, LocalDate today) {
        return !today.isAfter(LegalClock.EXTENSION_NOTICE.endFor(receivedOn));
    }
}
