package com.estflux.privacy.reference.account;

import com.estflux.privacy.reference.http.Fields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An address to assign.
 *
 * @param vpsId the VPS
 * @param ipAddress IPv4 or IPv6
 */
record NewIpAssignment(UUID vpsId, String ipAddress) {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6_ALPHABET = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final int LONGEST = 45;

    NewIpAssignment {
        Fields.required(vpsId, "vpsId");
        Fields.text(ipAddress, "ipAddress", LONGEST);
        Fields.require(isAddress(ipAddress), "ipAddress must be an IPv4 or IPv6 address");
    }

    /** Nothing with a colon is ever looked up as a name. */
    private static boolean isAddress(String text) {
        if (!IPV6_ALPHABET.matcher(text).matches()) {
            return IPV4.matcher(text).matches();
        }
        try {
            return InetAddress.getByName(text).getAddress().length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
