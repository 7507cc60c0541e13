package com.estflux.privacy.consent.purpose;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import java.time.Period;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may be registered, and how it may change (PF-3.1, PF-3/4, PF-5.1). */
final class PurposeRules {

    /** Every notice is there in these from its first version. */
    static final Set<String> LANGUAGES = Set.of("en", "et", "ru");

    private static final Set<String> RECIPIENTS =
            Set.of("payment-processor", "infrastructure", "support-and-communication");
    private static final Map<String, Set<String>> STOPS_WHEN = Map.of(
            "contract", Set.of("contract-ends", "obligation-ends"),
            "legal-obligation", Set.of("obligation-ends"),
            "legitimate-interests", Set.of("objection", "upheld-objection"),
            "consent", Set.of("withdrawal"),
            "anonymised-statistics", Set.of("opt-out"));
    private static final String PURPOSES = "see /v1/purposes";

    private PurposeRules() {}

    /**
     * Requires that a purpose may be registered.
     *
     * @throws ProblemException 422 if it may not
     */
    static void require(PurposeRegistration wanted) {
        if (wanted.sellsData() || wanted.profilesForAdvertising()) {
            throw forbidden("the policy promises that neither is done (PF-3.1)");
        }
        requireNames(wanted.key(), wanted.texts());
        requireRecipients(wanted.recipients());
        if (!STOPS_WHEN.get(wanted.legalBasis()).contains(wanted.stopsWhen())) {
            throw refused(
                            "inconsistent-purpose",
                            "What ends the processing does not fit its legal basis",
                            "choose one that does")
                    .with("possible", List.copyOf(new TreeSet<>(STOPS_WHEN.get(wanted.legalBasis()))));
        }
        requireValidity(wanted.legalBasis(), wanted.consentValidFor());
        requireLanguages(LANGUAGES, wanted.texts().keySet());
    }

    /**
     * Requires that a notice may replace the current one.
     *
     * @param shownLanguages the languages there are now
     * @throws ProblemException 409 if it replaces another version than the current, 422 if it may not be
     */
    static void require(PurposeEntity current, NoticeRevision wanted, Set<String> shownLanguages) {
        if (wanted.replaces() != current.noticeVersion) {
            throw Problems.conflict(
                            "stale-notice", "Another version is current", "read the current one and revise that")
                    .with("currentVersion", current.noticeVersion);
        }
        requireNames(current.purposeKey, wanted.texts());
        requireRecipients(wanted.recipients() == null ? List.of() : wanted.recipients());
        requireValidity(current.legalBasis, wanted.consentValidFor());
        Set<String> languages = new HashSet<>(LANGUAGES);
        languages.addAll(shownLanguages);
        requireLanguages(languages, wanted.texts().keySet());
        boolean wider =
                widens(wanted.categories(), current.categories) || widens(wanted.recipients(), current.recipients);
        if (wider && !wanted.material()) {
            throw refused(
                    "material-change",
                    "The change is material",
                    "more data or more recipients than people agreed to: set material, so that they are asked again");
        }
    }

    private static boolean widens(@Nullable Collection<String> wanted, String[] current) {
        return wanted != null && !Set.of(current).containsAll(wanted);
    }

    private static void requireNames(String key, Map<String, NoticeBody> texts) {
        if (ForbiddenPurposes.names(
                key, texts.values().stream().map(NoticeBody::title).toList())) {
            throw forbidden("its name speaks of sale or advertising profiling (PF-3.1)");
        }
    }

    private static void requireRecipients(List<String> recipients) {
        if (!RECIPIENTS.containsAll(recipients)) {
            throw refused("unknown-recipient", "The policy names no such recipients", "see possible (PF-5.1)")
                    .with("possible", List.copyOf(new TreeSet<>(RECIPIENTS)));
        }
    }

    private static void requireValidity(String legalBasis, @Nullable String validFor) {
        if (validFor == null) {
            return;
        }
        if (!legalBasis.equals("consent") || Period.parse(validFor).toTotalMonths() > 120) {
            throw refused(
                    "inconsistent-purpose",
                    "A consent cannot last so long",
                    "only consents last for a period, and for ten years at most");
        }
        if (Period.parse(validFor).isZero()) {
            throw refused("inconsistent-purpose", "A consent cannot last no time", PURPOSES);
        }
    }

    private static void requireLanguages(Set<String> needed, Set<String> given) {
        TreeSet<String> missing = new TreeSet<>(needed);
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw refused("missing-language", "A language is missing", "a notice never loses a language")
                    .with("missing", List.copyOf(missing));
        }
    }

    private static ProblemException forbidden(String detail) {
        return refused("forbidden-purpose", "Such a purpose is not registered", detail);
    }

    private static ProblemException refused(String slug, String title, String detail) {
        return new ProblemException(new ProblemType(slug, 422, title), detail);
    }
}
