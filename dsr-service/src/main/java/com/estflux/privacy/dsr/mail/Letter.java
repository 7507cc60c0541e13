package com.estflux.privacy.dsr.mail;

/**
 * A letter to a person. It is personal data: it is stored encrypted only and never logged.
 *
 * @param kind what it is for, for example {@code identity-code}
 * @param to the address
 * @param subject the subject line
 * @param text the text
 */
public record Letter(String kind, String to, String subject, String text) {

    /** Without address and text. */
    @Override
    public String toString() {
        return "Letter[kind=" + kind + "]";
    }
}
