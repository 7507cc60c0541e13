package com.estflux.privacy.dsr.mail;

import java.util.regex.Pattern;

/**
 * The mail addresses letters go to: a subset of RFC 5322 that every relay takes. Quoted local parts, comments, address
 * literals and letters beyond ASCII are refused.
 */
public final class MailAddress {

    /** Longest address a relay has to take (RFC 5321, 4.5.3.1.3, without the angle brackets). */
    public static final int LONGEST = 254;

    /** Dot-atom of at most 64 characters, at sign, host name of at least two labels. */
    public static final String PATTERN =
            "(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]";

    private static final Pattern ADDRESS = Pattern.compile(PATTERN);

    private MailAddress() {}

    /** Whether a letter can be sent to this address. */
    public static boolean isUsable(String address) {
        return address.length() <= LONGEST && ADDRESS.matcher(address).matches();
    }
}
