package com.estflux.privacy.consent.purpose;

/**
 * The text a person is shown about a purpose.
 *
 * @param version its version; consents refer to it
 * @param language BCP 47 language
 * @param hash SHA-256 of title, an empty line and body, UTF-8, hexadecimal
 * @param title heading
 * @param body text
 */
public record Notice(int version, String language, String hash, String title, String body) {}
