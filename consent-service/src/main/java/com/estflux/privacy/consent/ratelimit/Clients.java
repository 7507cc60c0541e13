package com.estflux.privacy.consent.ratelimit;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients apart: by address, or by the /64 that one client has to itself in IPv6. Only a keyed hash of it is kept,
 * in memory, so that no address can be read anywhere.
 */
@ApplicationScoped
class Clients {

    private static final int BYTES_OF_A_CLIENT = 8;

    private final Pseudonyms pseudonyms;

    Clients(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** What stands for the client with an address; one and the same for all whose address is not known. */
    String of(@Nullable String address) {
        return pseudonyms.of("rate-limit\n" + network(address));
    }

    private static String network(@Nullable String address) {
        if (address == null || !address.matches("[0-9a-fA-F.:]{2,45}")) {
            return "unknown";
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            return HexFormat.of()
                    .formatHex(parsed instanceof Inet6Address ? Arrays.copyOf(bytes, BYTES_OF_A_CLIENT) : bytes);
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
