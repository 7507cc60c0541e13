package com.estflux.privacy.dsr.closing;

import java.time.Instant;
import java.util.UUID;

/**
 * A certificate.
 *
 * @param requestId the request it is about
 * @param issuedAt when, UTC
 * @param jws the signed statement: JWS compact serialisation, ES256, keys at {@code /.well-known/jwks.json}
 */
public record CertificateView(UUID requestId, Instant issuedAt, String jws) {}
