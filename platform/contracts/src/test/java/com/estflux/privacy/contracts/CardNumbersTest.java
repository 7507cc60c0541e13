package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
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
                "6304000000000000",
                "4111.1111.1111.1111",
                "4111_1111_1111_1111",
                "4111/1111/1111/1111",
                "4111.1111/1111_1111",
                "3782.822463.10005",
                "41111111/11111111",
                "12.4111.1111.1111.1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111\u20091111\u202f1111\u30001111",
                "4111\u20131111\u20141111\u22121111",
                "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11",
                "\u0664\u0661\u0661\u0661 \u0661\u0661\u0661\u0661 \u0661\u0661\u0661\u0661 \u0661\u0661\u0661\u0661",
                "f4111111111111111",
                "Visa4111111111111111exp1227",
                "card4111 1111 1111 1111cvc",
                "no.4111111111111111.",
                "EE004111111111111111 is no account, 4111111111111111"
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
                "1111111111111117",
                "0.4111111111111111",
                "24.4111111111111111",
                "24.11.2026 25.11.2026",
                "24/11/2026 25/11/2026",
                "30.11.2026-01.12.2026",
                "24112026_25112026",
                "192.168.100.200/24 192.168.100.201",
                "192.0.2.17-192.0.2.99",
                "d4111111111111111d00b204e9800998",
                "da39a3ee5e6b4b0d4111111111111111afd80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4111111111111111a495991b7",
                "EE382200221020145685",
                "EE38 2200 2210 2014 5685",
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
        assertThat(CardNumbers.occurIn("a1.".repeat(400_000))).isFalse();
        assertThat(CardNumbers.occurIn("ab12 ".repeat(200_000))).isFalse();
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
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
                text.append(part(random));
            }
            boolean expected = CardNumberModel.occurIn(text);
            assertThat(CardNumbers.occurIn(text)).as(text.toString()).isEqualTo(expected);
            found += expected ? 1 : 0;
        }
        assertThat(found).isBetween(5_000, 95_000);
    }

    private static String part(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 1 -> Character.toString(" ./_\u00a0".charAt(random.nextInt(5)));
            case 2 -> "-";
            case 8 -> String.format("%032x", new BigInteger(128, random));
            case 9 -> "EE" + digits(18, random);
            case 3 -> Character.toString("aFz.:,_\u00e4\u0664".charAt(random.nextInt(9)));
            case 4 -> Integer.toString(random.nextInt(10_000));
            case 5 -> random.nextBoolean() ? grouped(card(random), random) : inFours(card(random), random);
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
                text.insert(at, " -./_\u2009".charAt(random.nextInt(6)));
            }
        }
        return text.toString();
    }

    private static String inFours(String digits, Random random) {
        char separator = "./_\u00a0".charAt(random.nextInt(4));
        return digits.replaceAll("(.{4})(?=.)", "$1" + separator);
    }

    private static String digits(int count, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
