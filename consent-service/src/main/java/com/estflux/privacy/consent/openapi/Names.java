package com.estflux.privacy.consent.openapi;

import java.util.List;
import java.util.Map;

/** What a name means wherever it occurs in the API, and an example of it. */
final class Names {

    private static final String ID = "2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11";
    private static final String HASH = "a3f5c1d2e4b697887766554433221100ffeeddccbbaa99887766554433221100";
    private static final String TIME = "2026-11-24T10:15:30.123456Z";

    /** Of parameters: what they mean. */
    static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("subjectId", "The person: the customer's pseudonymous id, the sub of their token"),
            Map.entry("visitorId", "The web visitor: a random id the website keeps in a first-party cookie"),
            Map.entry("purpose", "Key of a purpose, see /v1/purposes"),
            Map.entry("lang", "Language of the texts"),
            Map.entry("hash", "SHA-256 of title, an empty line and body, hexadecimal"),
            Map.entry("version", "Name of a version of the policy"),
            Map.entry("before", "Name of the version compared"),
            Map.entry("after", "Name of the version it is compared with"),
            Map.entry("id", "Id of the record"),
            Map.entry("keptPosition", "verifiedEntries of an earlier verification; with keptHash"),
            Map.entry("keptHash", "headHash of that verification; with keptPosition"),
            Map.entry("If-Match", "The ETag the change is meant for; if another is current, 412"),
            Map.entry("If-None-Match", "* if there must be no decision yet; otherwise 412"),
            Map.entry("Idempotency-Key", "A fresh random value: a repetition with it is answered as the first time"));

    /** Of parameters and fields: an example. */
    static final Map<String, Object> EXAMPLES = Map.ofEntries(
            Map.entry("subjectId", ID),
            Map.entry("piiPrincipalId", ID),
            Map.entry("subjectIds", List.of(ID)),
            Map.entry("visitorId", "7d1f8e7a-0a53-4d1b-8a69-3f5f6d0f6a10"),
            Map.entry("recordId", "0193a2f0-7c1e-7b6a-9d3e-5f0a1b2c3d4e"),
            Map.entry("evidenceId", "0193a2f0-7c1e-7b6a-9d3e-5f0a1b2c3d4e"),
            Map.entry("purpose", "marketing-email"),
            Map.entry("key", "marketing-email"),
            Map.entry("decision", "granted"),
            Map.entry("noticeVersion", 1),
            Map.entry("revision", 1),
            Map.entry("lang", "en"),
            Map.entry("language", "en"),
            Map.entry("channel", "control-panel"),
            Map.entry("hash", HASH),
            Map.entry("noticeHash", HASH),
            Map.entry("recordHash", HASH),
            Map.entry("headHash", HASH),
            Map.entry("version", "2026-11"),
            Map.entry("policyVersion", "2026-11"),
            Map.entry("before", "2026-10"),
            Map.entry("after", "2026-11"),
            Map.entry("effectiveOn", "2026-12-01"),
            Map.entry("decidedAt", TIME),
            Map.entry("publishedAt", TIME),
            Map.entry("changedAt", TIME),
            Map.entry("chosenAt", TIME),
            Map.entry("expiresAt", "2028-11-24T10:15:30.123456Z"),
            Map.entry("legalBasis", "consent"),
            Map.entry("analytics", "refused"),
            Map.entry(
                    "grounds", "The interest in a secure network overrides: an attack from this server is under way."),
            Map.entry("ruling", "overridden"),
            Map.entry("kind", "explicit"),
            Map.entry("material", true),
            Map.entry("limit", 100),
            Map.entry("If-Match", "\"1\""),
            Map.entry("If-None-Match", "*"),
            Map.entry("Idempotency-Key", "b1946ac9-2f5e-4a43-8f0e-2d1a6f0c9a77"));

    private Names() {}
}
