package com.estflux.privacy.metrics.analytics;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A visitor's address without the part that tells one household from another: the first 24 bits of IPv4, 48 of IPv6. */
final class TruncatedAddress {

    private static final int KEPT_OF_IPV4 = 3;
    private static final int KEPT_OF_IPV6 = 6;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

    private TruncatedAddress() {}

    /** The network of an address, or nothing if it is none. Only literals are read: no name server is asked. */
    static String of(@Nullable String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return "";
        }
        try {
            InetAddress whole = InetAddress.getByName(address.replaceFirst("%.*", ""));
            int kept = whole instanceof Inet4Address ? KEPT_OF_IPV4 : KEPT_OF_IPV6;
            return HexFormat.of().formatHex(Arrays.copyOf(whole.getAddress(), kept));
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
