package com.estflux.privacy.stack.fault;

import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.stack.SharedStack;
import com.estflux.privacy.stack.fault.Operations.Operation;
import com.estflux.privacy.stack.story.Erasure;
import com.estflux.privacy.stack.story.Person;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every operation of every OpenAPI document with every wrong token. */
class TokenMatrixIT {

    private static final List<String> STAFF = List.of("officer", "agent", "auditor", "operator");
    private static final List<String> MACHINES =
            List.of("billing-system", "support-system", "account-system", "usage-collector", "store");
    private static final Map<String, String> STAFF_ROLES = Map.of(
            "officer", "privacy-officer", "agent", "support-agent", "auditor", "auditor", "operator", "operator");

    private final SharedStack faults = SharedStack.get();
    private final Operations http = new Operations(faults);
    private final List<Operation> operations = http.all();
    private final SoftAssertions softly = new SoftAssertions();
    private final Map<String, Long> refused = new HashMap<>();

    @Test
    void shouldLetInNobodyWithoutARightToken() {
        String right = faults.customers().staffToken("officer");
        var wrong = new WrongTokens(faults, http);
        Map<String, @Nullable String> tokens = new LinkedHashMap<>();
        tokens.put("none", null);
        tokens.put("garbage", "garbage");
        tokens.put("another audience", wrong.forAnotherAudience("officer"));
        tokens.put("expired", wrong.expired("officer"));
        tokens.put("unsigned", WrongTokens.unsigned(right));
        tokens.put("tampered", WrongTokens.tampered(right));
        Map<String, Long> before = audited();

        for (Operation operation : operations) {
            tokens.forEach((kind, token) -> {
                if (operation.secured()) {
                    HttpResponse<String> response = http.call(operation, TokenMatrixIT::nobody, token);
                    expect(operation, kind, response, 401);
                }
            });
        }

        assertAudited(before);
        faults.say("tokens", operations.size() + " operations, " + tokens.size() + " wrong tokens");
        softly.assertThat(operations.stream().filter(Operation::secured))
                .as("secured")
                .hasSizeGreaterThan(30);
        softly.assertThat(operations.stream().map(Operation::service).distinct())
                .hasSize(4);
        softly.assertAll();
    }

    @Test
    void shouldLetInNobodyWithAWrongRole() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("", noRole());
        STAFF.forEach(
                name -> tokens.put(STAFF_ROLES.get(name), faults.customers().staffToken(name)));
        MACHINES.forEach(name ->
                tokens.put(name, faults.stack().keycloak().clientToken(name).value()));
        Map<String, Long> before = audited();
        List<Operation> silent = new ArrayList<>();

        for (Operation operation : operations) {
            if (operation.secured() && operation.roles().isEmpty()) {
                silent.add(operation);
            }
            tokens.forEach((role, token) -> {
                if (operation.secured()
                        && !operation.roles().isEmpty()
                        && !operation.roles().contains(role)) {
                    expect(operation, role, http.call(operation, TokenMatrixIT::nobody, token), 403);
                }
            });
        }

        assertAudited(before);
        softly.assertThat(silent)
                .as("open to everybody with a token")
                .extracting(Operation::toString)
                .containsExactlyInAnyOrder("retention GET /v1/rules", "retention GET /v1/rules/{category}/versions");
        softly.assertAll();
    }

    @Test
    void shouldNotRevealWhatIsAnothers() {
        Person other = faults.customers().settle();
        Erasure erasure = faults.customers().erasure(other);
        erasure.ask();
        Person caller = faults.customers().settle();
        String token = faults.customers().token(caller);
        Map<String, String> held = faults.customers().held(List.of(other));
        UnaryOperator<String> others = name -> switch (name) {
            case "subjectId" -> other.id().toString();
            case "requestId", "id" -> erasure.requestId();
            case "vpsId" -> other.vps().get(0).toString();
            default -> nobody(name);
        };
        Map<String, Long> before = audited();

        for (Operation operation : operations) {
            if (operation.path().matches(".*\\{(subjectId|requestId|vpsId)}.*")
                    && operation.roles().contains("customer")) {
                HttpResponse<String> response = http.call(operation, others, token);
                // A body that is not even valid may be refused before it is asked whose it is.
                if (operation.method().equals("GET") || response.statusCode() != 400) {
                    expect(operation, "another customer", response, 404);
                }
                softly.assertThat(response.body())
                        .as("%s tells nothing", operation)
                        .doesNotContain(
                                other.id().toString(),
                                other.email(),
                                other.name(),
                                other.addresses().get(0));
            }
        }

        assertAudited(before);
        softly.assertThat(faults.customers().held(List.of(other)))
                .as("what is held of the other")
                .isEqualTo(held);
        softly.assertAll();
    }

    private void expect(Operation operation, String whose, HttpResponse<String> response, int status) {
        refused.merge(operation.service(), 1L, Long::sum);
        softly.assertThat(response.statusCode())
                .as("%s with token: %s", operation, whose)
                .isEqualTo(status);
        softly.assertThat(response.body())
                .as("%s with token: %s", operation, whose)
                .doesNotContain("Exception", "com.estflux.privacy");
    }

    /** Each service has recorded at least as many refusals as there were. */
    private void assertAudited(Map<String, Long> before) {
        Map<String, Long> after = audited();
        refused.forEach((service, count) -> softly.assertThat(after.get(service) - before.get(service))
                .as("audit entries of %s", service)
                .isGreaterThanOrEqualTo(count));
    }

    private Map<String, Long> audited() {
        Map<String, Long> entries = new HashMap<>();
        for (String service : List.of("consent", "dsr", "retention", "metrics")) {
            String count = "SELECT count(*) FROM audit_entry WHERE outcome = 'REFUSED'";
            entries.put(service, Long.parseLong(faults.query(service, count).get(0)));
        }
        return entries;
    }

    private String noRole() {
        String username = "nobody-" + UUID.randomUUID();
        faults.stack()
                .keycloak()
                .createUser(UUID.randomUUID(), username, username + "@example.test", Realm.DEMO_PASSWORD, List.of());
        return faults.customers().staffToken(username);
    }

    private static String nobody(String parameter) {
        return parameter.toLowerCase(java.util.Locale.ROOT).endsWith("id")
                ? UUID.randomUUID().toString()
                : "marketing-email";
    }
}
