/*
 * Claim auth_time of every login. Keycloak notes the time only when a person logs in through its own page; for the
 * password grant, which is there for scripts and tests, it is when the session began.
 */
exports = userSession.getNote("AUTH_TIME") || String(userSession.getStarted());
