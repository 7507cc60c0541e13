package com.estflux.privacy.dsr.deadline;

/** The calendar of public holidays lacks a year: enter it before a deadline is computed in it. */
public final class UnknownHolidaysException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The calendar lacks this year. */
    public UnknownHolidaysException(int year) {
        super("the calendar of public holidays lacks the year " + year);
    }
}
