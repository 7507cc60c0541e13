package com.estflux.privacy.dsr.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How this service handles requests. */
@ConfigMapping(prefix = "estflux.dsr")
public interface DsrConfig {

    /** Whether an officer must approve the plan of an erasure before it runs. */
    @WithDefault("true")
    boolean approvalRequired();

    /** How long before its due date an unfinished case is brought to the officer's attention. */
    @WithDefault("P10D")
    Duration alertBeforeDue();

    /** How often each replica looks for scheduled work: silent stores, due cases, letters to send. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** Proof of identity. */
    Identity identity();

    /** The account system, which knows the address on file. */
    AccountDirectory accountDirectory();

    /** Commands to stores. */
    Fanout fanout();

    /** Certificates. */
    Certificate certificate();

    /** Letters to people. */
    Mail mail();

    /** Proof of identity. */
    interface Identity {

        /** A login younger than this proves who the person is. */
        @WithDefault("15m")
        Duration freshLogin();

        /** How long a one-time code can be used. */
        @WithDefault("1h")
        Duration codeValidity();

        /** How often a code may be entered wrongly before it is void. */
        @WithDefault("5")
        @Min(1)
        @Max(10)
        int codeTries();

        /** How many codes may be sent for one case. */
        @WithDefault("5")
        @Min(1)
        @Max(20)
        int codesPerCase();
    }

    /** The account system, which knows the address on file. */
    interface AccountDirectory {

        /** Where it is; {@code GET /v1/accounts/{subjectId}/contact} is below it. Without it no codes are sent. */
        Optional<String> url();

        /** The bearer token it wants. */
        Optional<String> token();

        /** How long it may take to answer. */
        @WithDefault("3s")
        Duration timeout();
    }

    /** Commands to stores, and plans asked for. */
    interface Fanout {

        /** First pause before what was not answered is sent again; doubles each time. */
        @WithDefault("1m")
        Duration firstResend();

        /** Longest pause before what was not answered is sent again. */
        @WithDefault("6h")
        Duration longestResend();

        /** After how many sendings without an answer the officer is alerted. */
        @WithDefault("4")
        @Min(1)
        int alertAfterSendings();
    }

    /** The key certificates are signed with. */
    interface Certificate {

        /** Who issues them: the {@code iss} claim. */
        @WithDefault("https://estflux.com/privacy")
        @NotBlank
        String issuer();

        /** The private key, P-256, PKCS#8, Base64 of DER (PEM without its first and last line). */
        @NotBlank
        String privateKey();

        /** Its public key, X.509 SubjectPublicKeyInfo, Base64 of DER. */
        @NotBlank
        String publicKey();

        /** Public keys of earlier certificates, so that these can still be verified. */
        Optional<List<String>> retiredPublicKeys();
    }

    /** Letters to people. */
    interface Mail {

        /** First pause before a letter that could not be sent is tried again; doubles each time. */
        @WithDefault("10s")
        Duration firstRetry();

        /** Longest pause before a letter that could not be sent is tried again. */
        @WithDefault("1h")
        Duration longestRetry();

        /** How often a letter is tried before it is given up and an officer is alerted; some two days by default. */
        @WithDefault("60")
        @Min(1)
        @Max(1000)
        int maxTries();

        /** How long one attempt may take before another replica may try. */
        @WithDefault("2m")
        Duration attemptTimeout();

        /** Domain of the Message-ID of letters. */
        @WithDefault("privacy.estflux.com")
        @NotBlank
        String messageIdDomain();
    }
}
