package com.estflux.privacy.platform;

import com.estflux.privacy.platform.testing.architecture.HouseStyleRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HouseStyleTest {

    @Test
    void shouldKeepTheHouseStyle() {
        HouseStyleRules.check(Stream.of(
                        "audit",
                        "crypto",
                        "idempotency",
                        "messaging",
                        "paging",
                        "problem",
                        "security",
                        "store",
                        "time",
                        "transaction",
                        "web")
                .map(feature -> "com.estflux.privacy.platform." + feature)
                .toArray(String[]::new));
    }
}
