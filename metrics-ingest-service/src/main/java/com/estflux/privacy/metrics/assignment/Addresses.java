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

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int LARGEST_IPV4 = 16;
    private static final int LARGEST_IPV6 = 32;
    private static final int SMALL_IPV4 = 24;
    private static final int SMALL_IPV6 = 64;

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

    /** How many bits of an address or network are the same for all it names. */
    static int prefix(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? bits(address) : Integer.parseInt(address.substring(slash + 1));
    }

    /** Whether it names one address only. */
    static boolean isOne(String address) {
        return prefix(address) == bits(address);
    }

    /** Whether it names no more than a customer's usual network does: a /24, or a /64 of IPv6. */
    static boolean isSmallNetwork(String address) {
        return prefix(address) >= (address.indexOf(':') < 0 ? SMALL_IPV4 : SMALL_IPV6);
    }

    /**
     * An address or network that one customer can have, as it was written.
     *
     * @throws ProblemException 400 if it is neither, or larger than a /16, of IPv6 a /32
     */
    static String requireAssignable(String text) {
        String address = require(text);
        if (prefix(address) >= (address.indexOf(':') < 0 ? LARGEST_IPV4 : LARGEST_IPV6)) {
            return address;
        }
        throw Problems.badRequest("network-too-large", "Too many addresses at once", "no customer has that many");
    }

    private static int bits(String address) {
        return address.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS;
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
