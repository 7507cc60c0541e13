package com.estflux.privacy.dsr.directory;

import java.util.Optional;

/** What the account system answers about a person's mail address. */
public sealed interface OnFile {

    /**
     * It has an address.
     *
     * @param address the address; personal data
     */
    record Found(String address) implements OnFile {

        /** Without the address. */
        @Override
        public String toString() {
            return "Found[]";
        }
    }

    /** It has no account, or none with an address letters can be sent to. */
    record None() implements OnFile {}

    /** It does not answer, or not as agreed. */
    record Unavailable() implements OnFile {}

    /** The address, if there is one. */
    default Optional<String> known() {
        return this instanceof Found found ? Optional.of(found.address()) : Optional.empty();
    }
}
