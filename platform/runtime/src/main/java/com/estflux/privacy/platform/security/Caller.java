package com.estflux.privacy.platform.security;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the current request. Only valid while a request is handled. */
@ApplicationScoped
public class Caller {

    private static final String SERVICE_ACCOUNT = "service-account-";

    private final SecurityIdentity identity;
    private final Pseudonyms pseudonyms;

    Caller(SecurityIdentity identity, Pseudonyms pseudonyms) {
        this.identity = identity;
        this.pseudonyms = pseudonyms;
    }

    /**
     * The caller's own id, the token's {@code sub}.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if the token's subject is not a UUID
     */
    public UUID subjectId() {
        try {
            return CanonicalUuid.parse(token().map(JsonWebToken::getSubject).orElse(""));
        } catch (IllegalArgumentException e) {
            throw Problems.notFound();
        }
    }

    /** Whether the caller is this customer, in person. */
    public boolean isCustomer(UUID subjectId) {
        return hasRole(Roles.CUSTOMER)
                && token().map(JsonWebToken::getSubject)
                        .filter(subjectId.toString()::equals)
                        .isPresent();
    }

    /** Whether a person calls, neither a machine nor somebody without a token. */
    public boolean isPerson() {
        return !identity.isAnonymous() && !identity.getPrincipal().getName().startsWith(SERVICE_ACCOUNT);
    }

    /** Whether the caller's own id is this one. */
    public boolean isSelf(UUID subjectId) {
        return token().map(JsonWebToken::getSubject)
                .filter(subjectId.toString()::equals)
                .isPresent();
    }

    /** Whether the caller's token carries a role. */
    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }

    /** Whether the caller's token carries one of these roles. */
    public boolean hasAnyRole(String... roles) {
        Set<String> held = identity.getRoles();
        for (String role : roles) {
            if (held.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** The caller, as the audit log names them: staff and machines by id, customers by pseudonym. */
    public String actor() {
        if (identity.isAnonymous()) {
            return "anonymous";
        }
        String subject = token().map(JsonWebToken::getSubject).orElse("unknown");
        String client = token().map(jwt -> (String) jwt.getClaim("azp")).orElse("unknown");
        String name = identity.getPrincipal().getName();
        if (name.startsWith(SERVICE_ACCOUNT)) {
            return "client:" + client;
        }
        return identity.hasRole(Roles.CUSTOMER) ? "customer:" + pseudonyms.of(subject) : "staff:" + subject;
    }

    /**
     * The caller of a request about one person, as the audit log names them: the customer only if it is about themselves,
     * staff if it is about somebody else, whatever roles the token has besides.
     */
    public String actorAbout(UUID subjectId) {
        return isCustomer(subjectId) ? "customer:" + pseudonyms.of(subjectId) : staffActor();
    }

    /** The caller of a request that only staff or machines can make, as the audit log names them. */
    public String staffActor() {
        String actor = actor();
        return actor.startsWith("customer:") ? "staff:" + subjectId() : actor;
    }

    /** When the caller last proved who they are, if the token says. */
    public Optional<Instant> authenticatedAt() {
        return token().map(jwt -> jwt.<Object>getClaim("auth_time")).flatMap(Caller::instant);
    }

    /** The caller's mail address, if the token has it. Personal data: do not log it. */
    public Optional<String> email() {
        return token().map(jwt -> jwt.<String>getClaim("email"));
    }

    private static Optional<Instant> instant(Object claim) {
        if (claim instanceof JsonNumber json) {
            return Optional.of(Instant.ofEpochSecond(json.longValue()));
        }
        return claim instanceof Number number
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }

    private Optional<JsonWebToken> token() {
        return identity.getPrincipal() instanceof JsonWebToken jwt ? Optional.of(jwt) : Optional.empty();
    }
}
