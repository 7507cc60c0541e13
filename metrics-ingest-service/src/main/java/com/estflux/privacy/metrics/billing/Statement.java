package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.platform.time.Tallinn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What a closed period says, as text with exactly one form: the same figures are the same bytes, and so the same
 * SHA-256. It names neither customer nor VPS, so that it stays true, and of nobody, when the person is forgotten.
 *
 * @param periodId the period, which the invoice names
 * @param month the calendar month in Tallinn
 * @param storedBefore what was stored later is not in it
 * @param meterVersion by which rules it was metered
 * @param lines one for each VPS, in their order
 */
record Statement(UUID periodId, YearMonth month, Instant storedBefore, String meterVersion, List<Line> lines) {

    /** The rules: sums of samples whose time lies in the month, five-minute slots, missing slots zero, rank ceil(0.95·N). */
    static final String METER = "meter-2026-11";

    /** Copies the list, so that the record cannot change. */
    Statement {
        lines = List.copyOf(lines);
    }

    /** What one VPS used. */
    record Line(int line, int expectedSlots, Amounts amounts) {}

    /** Start of the period, inclusive. */
    static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(Tallinn.ZONE).toInstant();
    }

    /** End of the period, exclusive. */
    static Instant endOf(YearMonth month) {
        return startOf(month.plusMonths(1));
    }

    /** The statement itself. */
    String text() {
        StringBuilder text = new StringBuilder("estflux usage statement 1\n")
                .append("period ")
                .append(periodId)
                .append('\n')
                .append("month ")
                .append(month)
                .append(' ')
                .append(Tallinn.ZONE)
                .append('\n')
                .append("from ")
                .append(startOf(month))
                .append('\n')
                .append("to ")
                .append(endOf(month))
                .append('\n')
                .append("stored-before ")
                .append(storedBefore)
                .append('\n')
                .append("meter ")
                .append(meterVersion)
                .append('\n');
        for (Line line : lines) {
            text.append("line ").append(line.line()).append(" expectedSlots=").append(line.expectedSlots());
            line.amounts()
                    .byName()
                    .forEach((name, value) ->
                            text.append(' ').append(name).append('=').append(value));
            text.append('\n');
        }
        return text.toString();
    }

    /** The SHA-256 of its UTF-8 bytes, lower-case hexadecimal. */
    String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
