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
}
