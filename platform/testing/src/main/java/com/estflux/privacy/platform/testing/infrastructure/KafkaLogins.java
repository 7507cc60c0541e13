package com.estflux.privacy.platform.testing.infrastructure;

import com.estflux.privacy.contracts.access.Participant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Who logs in to a broker, and with what. Participants use SCRAM; the administrator, whom the broker must know before it has
 * any user, uses PLAIN on loopback.
 */
public final class KafkaLogins {

    /** The one user whom no access rule binds; makes topics, users and rights. */
    public static final String ADMINISTRATOR = "administrator";

    private static final String SCRAM = "SCRAM-SHA-512";
    private static final String PLAIN = "PLAIN";
    private static final String PROTOCOL = "SASL_PLAINTEXT";

    private final UnaryOperator<String> passwords;

    /**
     * Logins with these passwords.
     *
     * @param passwords the password of a user name: letters, digits, '-' and '_'
     */
    public KafkaLogins(UnaryOperator<String> passwords) {
        this.passwords = passwords;
    }

    /** Logins that share one password: nothing outside of loopback can reach a broker of tests. */
    static KafkaLogins ofTests() {
        return new KafkaLogins(name -> "only-for-tests");
    }

    /** The password of a user: a participant's principal or the administrator. */
    String password(String user) {
        return passwords.apply(user);
    }

    /** What a Kafka client of the administrator is told. */
    Map<String, Object> administrator() {
        return settings(PLAIN, jaas("plain.PlainLoginModule", ADMINISTRATOR, passwords.apply(ADMINISTRATOR)));
    }

    /** What a Kafka client of a participant is told. */
    Map<String, Object> of(Participant participant) {
        return settings(
                SCRAM, jaas("scram.ScramLoginModule", participant.principal(), password(participant.principal())));
    }

    /** What the broker is told, by Kafka's names of broker settings; its listener for clients is {@code CLIENTS}. */
    Map<String, String> broker() {
        String administrator = jaas("plain.PlainLoginModule", ADMINISTRATOR, passwords.apply(ADMINISTRATOR))
                .replace(";", " user_" + ADMINISTRATOR + "=\"" + passwords.apply(ADMINISTRATOR) + "\";");
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "CLIENTS:" + PROTOCOL + ",CONTROLLER:" + PROTOCOL);
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("sasl.enabled.mechanisms", SCRAM + "," + PLAIN);
        settings.put("sasl.mechanism.inter.broker.protocol", PLAIN);
        settings.put("sasl.mechanism.controller.protocol", PLAIN);
        settings.put("listener.name.clients.plain.sasl.jaas.config", administrator);
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.controller.sasl.enabled.mechanisms", PLAIN);
        settings.put("listener.name.controller.plain.sasl.jaas.config", administrator);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:" + ADMINISTRATOR);
        return settings;
    }

    private static Map<String, Object> settings(String mechanism, String jaas) {
        return Map.of("security.protocol", PROTOCOL, "sasl.mechanism", mechanism, "sasl.jaas.config", jaas);
    }

    private static String jaas(String module, String name, String password) {
        return "org.apache.kafka.common.security." + module + " required username=\"" + name + "\" password=\""
                + password + "\";";
    }
}
