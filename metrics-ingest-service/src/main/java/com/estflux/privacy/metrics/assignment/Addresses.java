package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import java.util.regex.Pattern;

/** IP addresses and networks as text. Nothing here asks a name server. */
final class Addresses {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}(/(3[0-2]|[12]?\\d))?");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(/(12[0-8]|1[01]\\d|[1-9]?\\d))?");
    private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*");

    private Addresses() {}

    /**
     * An address or network, as it was written.
     *
     * @throws ProblemException 400 if it is neither
     */
    static String require(String text) {
        if (IPV4.matcher(text).matches() || (IPV6.matcher(text).matches() && isIpv6(text.split("/", 2)[0]))) {
            return text;
        }
        throw Problems.badRequest(
                "invalid-address",
                "Invalid address",
                "pass an IPv4 or IPv6 address, or a network with its prefix length");
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return GROUPS.matcher(text).matches() && text.split(":").length == 8;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        return isPart(before) && isPart(after) && groups(before) + groups(after) <= 7;
    }

    private static boolean isPart(String part) {
        return part.isEmpty() || GROUPS.matcher(part).matches();
    }

    private static int groups(String part) {
        return part.isEmpty() ? 0 : part.split(":").length;
    }
}
