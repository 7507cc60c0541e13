package com.estflux.privacy.reference.account;

import java.net.URI;

/**
 * Where customers log in.
 *
 * @param url of Keycloak
 * @param realm the customers' realm
 * @param clientId a service account that may manage users
 * @param clientSecret its secret
 */
public record KeycloakSettings(URI url, String realm, String clientId, String clientSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeycloakSettings[realm=" + realm + "]";
    }
}
