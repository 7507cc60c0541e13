package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.CardNumbers;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Looks for card numbers in a record that is not an event of the contract, whatever it is instead (PF-2.2). */
final class CardNumberScan {

    /** The defects that are found only after the data's every value has been looked at. */
    private static final Set<Reason> FOUND_AFTERWARDS = EnumSet.of(
            Reason.SCHEMA_VIOLATION,
            Reason.KEY_MISMATCH,
            Reason.UNSIGNED,
            Reason.WRONG_SIGNATURE,
            Reason.WRONG_SENDER,
            Reason.FUTURE_DATED,
            Reason.HANDLING_FAILED);

    private static final Pattern ESCAPED = Pattern.compile("\\\\u00(3[0-9]|20|2[dD])");

    private CardNumberScan() {}

    /** Whether the record, given up for this reason, holds what looks like a card number. */
    static boolean finds(ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {
        if (reason.reason() == Reason.CARD_NUMBER || finds(record.key())) {
            return true;
        }
        for (Header header : record.headers()) {
            if (CardNumbers.occurIn(header.key()) || finds(header.value())) {
                return true;
            }
        }
        // Measures are told from card numbers by the contract; a second look, blind to it, would mistake them.
        return !FOUND_AFTERWARDS.contains(reason.reason()) && finds(record.value());
    }

    private static boolean finds(byte @Nullable [] bytes) {
        return bytes != null && CardNumbers.occurIn(unescaped(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPED.matcher(text)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
