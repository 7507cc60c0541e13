package com.estflux.privacy.stack.story;

import com.estflux.privacy.contracts.EventMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A customer with values that occur nowhere else, so that a search for them proves something.
 *
 * @param id the OIDC {@code sub}
 * @param username what they log in with
 * @param password what they log in with
 * @param name full name
 * @param email address
 * @param address billing address
 * @param paymentReference what the payment processor calls their card
 * @param openTicket what they wrote in a ticket that stays open
 * @param closedTicket what they wrote in a ticket that gets closed
 * @param vps their VPS instances
 * @param addresses the IP address of each
 */
public record Person(
        UUID id,
        String username,
        String password,
        String name,
        String email,
        String address,
        String paymentReference,
        String openTicket,
        String closedTicket,
        List<UUID> vps,
        List<String> addresses) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LETTERS = 12;
    private static final int HOSTS = 150;
    private static final int IPV4 = 256 * 256 * HOSTS;
    private static final AtomicInteger NEXT_IPV4 = new AtomicInteger(RANDOM.nextInt(IPV4));

    /** Copies the lists, so that the record cannot change. */
    public Person {
        vps = List.copyOf(vps);
        addresses = List.copyOf(addresses);
    }

    /** Somebody new, with as many VPS instances. */
    static Person invent(int vpsCount) {
        String family = word();
        String mailbox = word();
        List<UUID> vps = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < vpsCount; i++) {
            vps.add(EventMessage.newId());
            addresses.add(address(i));
        }
        return new Person(
                UUID.randomUUID(),
                "login-" + word(),
                word() + "-" + word(),
                "Kadri " + family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1),
                mailbox + "@customers.example.test",
                "Tänav " + word() + " 17, 10111 Tallinn",
                "pm-" + word(),
                "My server is slow since Monday: " + word(),
                "Please change my invoice address: " + word(),
                vps,
                addresses);
    }

    /** What to search for, by what it is. */
    public Map<String, String> planted() {
        Map<String, String> planted = new LinkedHashMap<>();
        planted.put("login", username.substring(6));
        planted.put("password", password);
        planted.put("name", name.substring(6));
        planted.put("email", email.substring(0, email.indexOf('@')));
        planted.put("address", address.substring(6, 6 + LETTERS));
        planted.put("payment reference", paymentReference.substring(3));
        planted.put("open ticket", openTicket.substring(openTicket.lastIndexOf(' ') + 1));
        planted.put("closed ticket", closedTicket.substring(closedTicket.lastIndexOf(' ') + 1));
        for (int i = 0; i < addresses.size(); i++) {
            planted.put("IP address " + (i + 1), addresses.get(i));
        }
        return planted;
    }

    /** Without anything about them. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }

    /**
     * From a private network and the block for documentation. One run invents hundreds, and an address has one holder:
     * those of IPv4 follow each other from somewhere in ten million. Three digits at the end, so that none begins
     * another.
     */
    private static String address(int index) {
        if (index % 2 == 0) {
            int next = Math.floorMod(NEXT_IPV4.getAndIncrement(), IPV4);
            int network = next / HOSTS;
            return "10." + network / 256 + "." + network % 256 + "." + (100 + next % HOSTS);
        }
        return String.format(
                Locale.ROOT,
                "2001:db8:%x:%x:%x::%x",
                0x1000 + RANDOM.nextInt(0xf000 - 0x1000),
                0x1000 + RANDOM.nextInt(0xf000 - 0x1000),
                0x1000 + RANDOM.nextInt(0xf000 - 0x1000),
                0x1000 + RANDOM.nextInt(0xf000 - 0x1000));
    }

    private static String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            word.append((char) ('a' + RANDOM.nextInt(26)));
        }
        return word.toString();
    }
}
