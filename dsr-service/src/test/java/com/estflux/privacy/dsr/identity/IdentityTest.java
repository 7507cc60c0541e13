package com.estflux.privacy.dsr.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.dsr.fixture.AccountSystem;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
@QuarkusTestResource(AccountSystem.class)
class IdentityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern CODE = Pattern.compile("\\b[2-9A-HJKMNP-Z]{10}\\b");

    @BeforeEach
    void storesAreKnown() {
        World.announceStores();
    }

    @AfterEach
    void timeIsReal() {
        TestClock.get().reset();
    }

    @Test
    void shouldSendCodesToTheAddressOnFileOnly() {
        // given an agent who opens a restriction of a customer with an address of their own
        Customer victim = Identities.newCustomer();
        AccountSystem.knows(victim.subjectId(), victim.email());
        String agent = Identities.staffToken("agent-one", "support-agent");
        String own = UUID.randomUUID() + "@attacker.test";

        // when
        UUID requestId = open(agent, "restriction", victim.subjectId(), own);

        // then the code reaches the customer, and the agent can do nothing with it
        String code = code(victim.email());
        assertThat(Mailbox.of(own)).isEmpty();
        Api.post(agent, "/" + requestId + "/identity", Map.of("code", code))
                .statusCode(403)
                .body("type", endsWith("own-case"));
        assertThat(Api.status(requestId)).isEqualTo("awaiting-identity");
    }

    @Test
    void shouldLetAnOfficerDecideOnARestrictionThatStaffOpened() {
        // given
        Customer victim = Identities.newCustomer();
        AccountSystem.knows(victim.subjectId(), victim.email());
        String opener = Identities.staffToken("officer-who-opens", "privacy-officer");
        UUID requestId = open(opener, "restriction", victim.subjectId(), null);
        Api.post(Api.officer(), "/" + requestId + "/restriction").statusCode(409);

        // when the customer passes the code on to another agent
        Api.post(
                        Identities.staffToken("agent-two", "support-agent"),
                        "/" + requestId + "/identity",
                        Map.of("code", code(victim.email())))
                .statusCode(200)
                .body("status", is("received"))
                .body("openedBy", is("staff"))
                .body("identity.method", is("code"))
                .body("identity.actedBy", is("staff"))
                .body("identity.provedAt", notNullValue());

        // then nothing is restricted until an officer who did not open it says so
        assertThat(World.commands(requestId, SubjectRestrict.class)).isEmpty();
        Api.post(opener, "/" + requestId + "/restriction").statusCode(403);
        Api.post(Identities.token("support-agent"), "/" + requestId + "/restriction")
                .statusCode(403);
        Api.post(victim.token(), "/" + requestId + "/restriction").statusCode(403);
        await().atMost(PATIENCE).untilAsserted(() -> Api.post(Api.officer(), "/" + requestId + "/restriction")
                .statusCode(200)
                .body("status", is("executing")));
        assertThat(World.command(requestId, SubjectRestrict.class).subjectId()).isEqualTo(victim.subjectId());
        Api.post(Api.officer(), "/" + requestId + "/restriction").statusCode(409);
    }

    @Test
    void shouldNotLetTheOpenerConfirm() {
        String opener = Identities.staffToken("officer-who-opens", "privacy-officer");
        UUID requestId = open(opener, "erasure", UUID.randomUUID(), "someone@example.test");
        Api.post(opener, "/" + requestId + "/identity-confirmation", Map.of("method", "id-card-shown"))
                .statusCode(403);
        Api.get(opener, "/" + requestId).body("identity", nullValue());
        Api.post(Api.officer(), "/" + requestId + "/identity-confirmation", Map.of("method", "id-card-shown"))
                .statusCode(200)
                .body("identity.method", is("id-card-shown"))
                .body("identity.actedBy", is("staff"));
    }

    @Test
    void shouldTakeAFreshLoginForTheOwnRequest() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "access");
        Api.get(customer.token(), "/" + requestId)
                .body("openedBy", is("person"))
                .body("identity.method", is("fresh-login"))
                .body("identity.actedBy", is("person"));
    }

    @Test
    void shouldSendNoCodeToPeopleWithoutAnAccount() {
        String typed = UUID.randomUUID() + "@example.test";
        UUID requestId = open(Identities.token("support-agent"), "access", UUID.randomUUID(), typed);
        Api.post(Api.officer(), "/" + requestId + "/identity-code")
                .statusCode(409)
                .body("type", endsWith("no-address-on-file"));
        assertThat(Api.details(requestId, "no-code-sent")).containsExactly("no-address-on-file");

        // The typed address is where the answer goes.
        Api.post(Api.officer(), "/" + requestId + "/refusal", Map.of("code", "identity-not-proved"))
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> Mailbox.of(typed).size() == 1);
    }

    @ParameterizedTest
    @EnumSource(AccountSystem.Failure.class)
    void shouldOpenTheCaseButSendNoCodeWhileTheAccountSystemFails(AccountSystem.Failure failure) {
        // given
        Customer customer = Identities.newCustomer();
        AccountSystem.fails(customer.subjectId(), failure);
        String typed = UUID.randomUUID() + "@attacker.test";

        // when
        UUID requestId = open(Identities.token("support-agent"), "access", customer.subjectId(), typed);

        // then
        Api.post(Api.officer(), "/" + requestId + "/identity-code")
                .statusCode(503)
                .body("type", endsWith("account-directory-unavailable"));
        assertThat(Api.details(requestId, "no-code-sent")).containsExactly("directory-unavailable");
        AccountSystem.knows(customer.subjectId(), customer.email());
        Api.post(Api.officer(), "/" + requestId + "/identity-code").statusCode(200);
        assertThat(code(customer.email())).isNotEmpty();
        assertThat(Mailbox.of(typed)).isEmpty();
    }

    private static UUID open(String token, String right, UUID subjectId, @Nullable String typed) {
        Map<String, Object> body = typed == null
                ? Map.of("right", right, "subjectId", subjectId)
                : Map.of("right", right, "subjectId", subjectId, "contactEmail", typed);
        return Api.id(Api.post(token, "", body).statusCode(201).body("status", is("awaiting-identity")));
    }

    private static String code(String address) {
        await().atMost(PATIENCE).until(() -> !Mailbox.of(address).isEmpty());
        var found = CODE.matcher(Mailbox.of(address).get(0).text());
        assertThat(found.find()).isTrue();
        return found.group();
    }
}
