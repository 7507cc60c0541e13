package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "paid with 4111-1111-1111-1111, thanks",
                "4111 1111 1111 1111 12/27",
                "4111111111111111 123",
                "12 4111 1111 1111 1111",
                "2 4111 1111 1111 1111",
                "order 7-4111-1111-1111-1111-9",
                "5555555555554444",
                "2223003122003222",
                "378282246310005",
                "6011111111111117",
                "3530111333300000",
                "30569309025904",
                "6304000000000000"
            })
    void shouldFindCardNumbers(String text) {
        assertThat(CardNumbers.occurIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "INV-2026-000123",
                "2026-11-24T05:02:30.123456789Z",
                "192.0.2.17",
                "2026-11-24 2026-11-25 2026-11-26",
                "41111111111111111111",
                "f4111111111111111",
                "1111111111111117",
                "41111111-1111-4111-9111-111111111111",
                "41111111-1111-4111-9111-111111111111:4111-1111",
                "4111-41111111-1111-4111-9111-111111111111-1111-1111-1111",
                ""
            })
    void shouldLeaveOthersAlone(String text) {
        assertThat(CardNumbers.occurIn(text)).isFalse();
    }

    @Test
    void shouldReadLongTextsInOnePass() {
        assertThat(CardNumbers.occurIn("1 ".repeat(500_000))).isFalse();
        assertThat(CardNumbers.occurIn("1".repeat(1_000_000))).isFalse();
        assertThat(CardNumbers.occurIn("1 ".repeat(500_000) + "4111 1111 1111 1111"))
                .isTrue();
    }

    @Test
    void shouldNeverMistakeUuidForCardNumber() {
        Random random = new Random(20261124);
        for (int i = 0; i < 200_000; i++) {
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(CardNumbers.occurIn(uuid)).as(uuid).isFalse();
        }
    }

    /** Texts of what matters to the rule, so that many of them are just about, or just about not, a card number. */
    @Test
    void shouldFindWhatItsModelFinds() {
        Random random = new Random(20261126);
        int found = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
                text.append(part(random));
            }
            boolean expected = CardNumberModel.occurIn(text);
            assertThat(CardNumbers.occurIn(text)).as(text.toString()).isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(10_000, 290_000);
    }

    private static String part(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 1 -> " ";
            case 2 -> "-";
            case 3 -> Character.toString("aFz.:,_\u00e4\u0664".charAt(random.nextInt(9)));
            case 4 -> Integer.toString(random.nextInt(10_000));
            case 5 -> grouped(card(random), random);
            case 6 -> card(random);
            default -> digits(1 + random.nextInt(22), random);
        };
    }

    /** Of any first digits, and with a valid check digit. */
    private static String card(Random random) {
        String prefix = digits(11 + random.nextInt(10), random);
        for (int last = 0; last < 10; last++) {
            if (CardNumberModel.hasValidCheckDigit(prefix + last)) {
                return prefix + last;
            }
        }
        throw new IllegalStateException("one of ten digits is the right one");
    }

    private static String grouped(String digits, Random random) {
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 1; at > 0; at--) {
            if (random.nextInt(4) == 0) {
                text.insert(at, random.nextBoolean() ? ' ' : '-');
            }
        }
        return text.toString();
    }

    private static String digits(int count, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
