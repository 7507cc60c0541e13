package com.estflux.privacy.consent.purpose;

/**
 * A text exactly as it was, or is, shown.
 *
 * @param hash SHA-256 of title, an empty line and body, UTF-8, hexadecimal
 * @param language the language it was first shown in
 * @param title heading
 * @param body text
 */
public record NoticeText(String hash, String language, String title, String body) {}
