package com.estflux.privacy.consent.visitor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Truncates addresses: what is stored leads to a network, not to a person. */
final class Network {

    private static final int IPV4_BYTES_KEPT = 3;
    private static final int IPV6_BYTES_KEPT = 6;

    private Network() {}

    /** The /24 of an IPv4 address, the /48 of an IPv6 address; null if it is neither. */
    static @Nullable String of(@Nullable String address) {
        if (address == null || !address.matches("[0-9a-fA-F.:]{2,45}")) {
            return null;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            boolean four = parsed instanceof Inet4Address;
            Arrays.fill(bytes, four ? IPV4_BYTES_KEPT : IPV6_BYTES_KEPT, bytes.length, (byte) 0);
            if (four) {
                return InetAddress.getByAddress(bytes).getHostAddress() + "/24";
            }
            return String.format("%x:%x:%x::/48", word(bytes, 0), word(bytes, 2), word(bytes, 4));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }
}
