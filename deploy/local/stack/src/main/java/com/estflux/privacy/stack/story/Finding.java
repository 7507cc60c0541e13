package com.estflux.privacy.stack.story;

import java.util.Set;

/**
 * Somewhere a planted value was found.
 *
 * @param where database and table, file, or topic
 * @param what which values
 * @param content the row it was found in, empty for files
 */
record Finding(String where, Set<String> what, String content) {

    Finding {
        what = Set.copyOf(what);
    }

    /** Without the values themselves. */
    @Override
    public String toString() {
        return where + ": " + String.join(", ", what);
    }
}
