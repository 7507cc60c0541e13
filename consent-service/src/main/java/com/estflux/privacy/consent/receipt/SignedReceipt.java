package com.estflux.privacy.consent.receipt;

/**
 * A receipt with its signature.
 *
 * @param receipt the receipt, readable
 * @param jws the same, signed: compact JWS (RFC 7515), EdDSA over Ed25519 (RFC 8037)
 */
public record SignedReceipt(Receipt receipt, String jws) {}
