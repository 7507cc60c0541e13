package com.estflux.privacy.platform.testing.architecture.bad;

import java.time.LocalDate;
import java.time.ZoneOffset;

class HastyService {

    LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
