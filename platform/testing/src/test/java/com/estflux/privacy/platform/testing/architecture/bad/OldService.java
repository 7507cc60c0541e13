package com.estflux.privacy.platform.testing.architecture.bad;

import java.util.Date;

class OldService {

    @SuppressWarnings("JavaUtilDate")
    long time(Date date) {
        return date.getTime();
    }
}
