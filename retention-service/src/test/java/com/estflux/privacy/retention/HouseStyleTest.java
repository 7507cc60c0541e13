package com.estflux.privacy.retention;

import com.estflux.privacy.platform.testing.architecture.HouseStyleRules;
import org.junit.jupiter.api.Test;

class HouseStyleTest {

    @Test
    void shouldKeepTheHouseStyle() {
        HouseStyleRules.check("com.estflux.privacy.retention");
    }
}
