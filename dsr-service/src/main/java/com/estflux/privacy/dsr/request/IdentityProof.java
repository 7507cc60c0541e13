package com.estflux.privacy.dsr.request;

import java.time.Instant;

/**
 * How it was proved that a request comes from the person it is about.
 *
 * @param method {@code fresh-login}, {@code code}, or an officer's code for what they saw
 * @param provedAt when, UTC
 * @param actedBy who entered the code or confirmed: {@code person}, {@code staff}; {@code unknown} for proofs of before
 *     this was recorded
 */
public record IdentityProof(String method, Instant provedAt, String actedBy) {}
