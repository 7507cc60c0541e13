package com.estflux.privacy.consent.fault;

import com.estflux.privacy.consent.fixture.SelfIssued;
import com.estflux.privacy.platform.security.Roles;
import java.util.UUID;

/** A customer with a token. */
record Person(UUID id, String token) {

    static Person issued(SelfIssued tokens) {
        UUID id = UUID.randomUUID();
        return new Person(id, tokens.token(id, Roles.CUSTOMER));
    }
}
