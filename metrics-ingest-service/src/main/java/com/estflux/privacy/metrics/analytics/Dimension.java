package com.estflux.privacy.metrics.analytics;

import com.estflux.privacy.metrics.anonymity.SmallGroups;
import java.util.Locale;

/** What page views are counted by. */
enum Dimension {
    /** All of a day. */
    ALL("'" + SmallGroups.OTHERS + "'::text"),
    /** The page. */
    PAGE("page"),
    /** The origin of the referrer. */
    REFERRER("referrer"),
    /** The browser and its major version. */
    BROWSER("browser"),
    /** The operating system. */
    OS("os");

    private final String column;

    Dimension(String column) {
        this.column = column;
    }

    /** What it is in SQL. */
    String column() {
        return column;
    }

    /** What it is called where it is kept. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
