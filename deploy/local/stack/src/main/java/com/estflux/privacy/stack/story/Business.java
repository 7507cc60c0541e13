package com.estflux.privacy.stack.story;

import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin.AccessToken;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.stack.LocalStack;
import com.estflux.privacy.stack.StackPorts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everyday business: what customers and the company's other systems do, through the doors everybody uses. */
final class Business {

    private static final String MARKETING = "marketing-email";
    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");

    private final Api api = new Api();
    private final Map<String, Login> staff = new ConcurrentHashMap<>();
    private final LocalStack stack;
    private final StackPorts ports;

    Business(LocalStack stack) {
        this.stack = stack;
        this.ports = stack.options().ports();
    }

    /** A customer's access token, from a login now. */
    String token(Person person) {
        return stack.keycloak()
                .passwordToken(person.username(), person.password())
                .value();
    }

    /** The access token of somebody of the staff, who stays logged in: hashing a password is slow on purpose. */
    String staffToken(String username) {
        return staff.compute(
                        username,
                        (name, login) -> stillGood(login)
                                ? login
                                : login(stack.keycloak().passwordToken(name, Realm.DEMO_PASSWORD)))
                .value();
    }

    /** The access token of one of the company's other systems. */
    String systemToken(String client) {
        return staff.compute(
                        client,
                        (name, login) -> stillGood(login)
                                ? login
                                : login(stack.keycloak().clientToken(name)))
                .value();
    }

    private record Login(String value, Instant until) {}

    private static boolean stillGood(@Nullable Login login) {
        return login != null && Instant.now().isBefore(login.until());
    }

    private static Login login(AccessToken token) {
        return new Login(token.value(), Instant.now().plus(token.life().dividedBy(2)));
    }

    /** A customer registers, opens an account and gets their VPS instances. */
    void open(Person person) {
        stack.keycloak()
                .createUser(person.id(), person.username(), person.email(), person.password(), List.of("customer"));
        ObjectNode account = Api.object()
                .put("subjectId", person.id().toString())
                .put("name", person.name())
                .put("email", person.email())
                .put("address", person.address());
        call("account", "/accounts", account);
        String path = "/accounts/" + person.id();
        call("account", path + "/payment-methods", Api.object().put("reference", person.paymentReference()));
        for (int i = 0; i < person.vps().size(); i++) {
            ObjectNode assignment = Api.object()
                    .put("vpsId", person.vps().get(i).toString())
                    .put("ipAddress", person.addresses().get(i));
            call("account", path + "/ip-assignments", assignment);
        }
    }

    /** An invoice for a closed usage period, or for none, is issued and paid. */
    void bill(Person person, @Nullable String usagePeriodId, long amountCents) {
        String today = LocalDate.now(TALLINN).toString();
        ObjectNode invoice = Api.object()
                .put("subjectId", person.id().toString())
                .put("customerName", person.name())
                .put("customerAddress", person.address())
                .put("amountCents", amountCents)
                .put("recordedOn", today)
                .put("usagePeriodId", usagePeriodId);
        String id = call("billing", "/invoices", invoice).path("invoiceId").asText();
        ObjectNode payment = Api.object()
                .put("invoiceId", id)
                .put("amountCents", amountCents)
                .put("recordedOn", today);
        call("billing", "/payments", payment);
    }

    /** Two tickets, of which one gets closed; returns the id of the other. */
    UUID askForHelp(Person person) {
        String closed = ticket(person, person.closedTicket());
        call("support", "/tickets/" + closed + "/close", Api.object());
        return UUID.fromString(ticket(person, person.openTicket()));
    }

    /** The customer agrees to marketing mail. */
    void consent(Person person) {
        decide(person, "granted");
    }

    /** The customer takes that back. */
    void withdraw(Person person) {
        decide(person, "withdrawn");
    }

    Api api() {
        return api;
    }

    private String ticket(Person person, String text) {
        ObjectNode ticket = Api.object()
                .put("subjectId", person.id().toString())
                .put("subject", text)
                .put("message", "Hello, this is " + person.name() + ". " + text);
        return call("support", "/tickets", ticket).path("ticketId").asText();
    }

    private void decide(Person person, String decision) {
        int notice = 0;
        for (JsonNode purpose : api.get(ports.url("consent") + "/v1/purposes", null)) {
            if (purpose.path("key").asText().equals(MARKETING)) {
                notice = purpose.path("noticeVersion").asInt();
            }
        }
        ObjectNode body = Api.object()
                .put("decision", decision)
                .put("noticeVersion", notice)
                .put("language", "en")
                .put("channel", "control-panel");
        api.put(ports.url("consent") + "/v1/subjects/" + person.id() + "/consents/" + MARKETING, token(person), body);
    }

    private JsonNode call(String system, String path, ObjectNode body) {
        return api.post(ports.url(system) + path, stack.accessToken(system), body);
    }
}
