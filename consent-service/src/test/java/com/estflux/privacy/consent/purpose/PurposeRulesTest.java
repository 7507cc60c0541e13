package com.estflux.privacy.consent.purpose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeRulesTest {

    private static final Map<String, NoticeBody> TEXTS = texts("Satisfaction survey");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data-sale",
                "sales",
                "selling-data",
                "ad-targeting",
                "ads",
                "advertising",
                "advertising-profiling",
                "advertisers",
                "retargeting",
                "marketing-profiles",
                "data-brokers"
            })
    void shouldRefuseKeysOfSaleAndAdvertisingProfiling(String key) {
        assertThat(refusal(purpose(key, "consent", "withdrawal", "P1Y", TEXTS))).isEqualTo("forbidden-purpose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sale of your data",
                "Targeted advertising",
                "Isikuandmete müük",
                "Reklaamiprofiilid",
                "Isikustatud reklaam",
                "Продажа данных",
                "Рекламные профили",
                "Профилирование"
            })
    void shouldRefuseHeadingsOfSaleAndAdvertisingProfiling(String title) {
        assertThat(refusal(purpose("partners", "consent", "withdrawal", "P1Y", texts(title))))
                .isEqualTo("forbidden-purpose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marketing-email",
                "satisfaction-survey",
                "road-works",
                "web-analytics",
                "fraud-prevention",
                "address-check",
                "uploads"
            })
    void shouldNotRefuseHonestKeys(String key) {
        PurposeRules.require(purpose(key, "consent", "withdrawal", "P1Y", TEXTS));
    }

    @ParameterizedTest
    @CsvSource({
        "consent,               withdrawal,       P1Y,  ",
        "consent,               withdrawal,       '',   ",
        "consent,               withdrawal,       P10Y, ",
        "consent,               withdrawal,       P11Y, inconsistent-purpose",
        "consent,               withdrawal,       P0D,  inconsistent-purpose",
        "consent,               objection,        '',   inconsistent-purpose",
        "contract,              contract-ends,    '',   ",
        "contract,              contract-ends,    P1Y,  inconsistent-purpose",
        "contract,              withdrawal,       '',   inconsistent-purpose",
        "legal-obligation,      obligation-ends,  '',   ",
        "legitimate-interests,  upheld-objection, '',   ",
        "legitimate-interests,  opt-out,          '',   inconsistent-purpose",
        "anonymised-statistics, opt-out,          '',   ",
    })
    void shouldFitLegalBasis(String basis, String stops, String validFor, String refusal) {
        assertThat(refusal(purpose("survey", basis, stops, validFor.isEmpty() ? null : validFor, TEXTS)))
                .isEqualTo(refusal);
    }

    @Test
    void shouldBelieveTheDeclaration() {
        var sold = new PurposeRegistration(
                "partners",
                "consent",
                "withdrawal",
                true,
                List.of("account"),
                List.of(),
                "x",
                null,
                true,
                false,
                TEXTS);
        var profiled = new PurposeRegistration(
                "partners",
                "consent",
                "withdrawal",
                true,
                List.of("account"),
                List.of(),
                "x",
                null,
                false,
                true,
                TEXTS);

        assertThat(refusal(sold)).isEqualTo("forbidden-purpose");
        assertThat(refusal(profiled)).isEqualTo("forbidden-purpose");
    }

    @Test
    void shouldRefuseRecipientsThePolicyDoesNotName() {
        var wanted = new PurposeRegistration(
                "survey",
                "consent",
                "withdrawal",
                true,
                List.of("account"),
                List.of("partners"),
                "x",
                null,
                false,
                false,
                TEXTS);

        assertThat(refusal(wanted)).isEqualTo("unknown-recipient");
    }

    @Test
    void shouldNameLanguagesThatAreMissing() {
        var wanted = purpose("survey", "consent", "withdrawal", null, Map.of("en", new NoticeBody("Survey", "Text")));

        assertThatThrownBy(() -> PurposeRules.require(wanted))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.extensions())
                        .containsEntry("missing", List.of("et", "ru")));
        assertThat(refusal(revision(1, false, null, TEXTS), Set.of("en", "et", "ru", "fi")))
                .isEqualTo("missing-language");
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, account,         ",
        "1, true,  account,         ",
        "1, true,  account server-log, ",
        "1, false, account server-log, material-change",
        "2, true,  account,         stale-notice",
    })
    void shouldAskAgainWhenMoreIsUsed(int replaces, boolean material, String categories, String refusal) {
        assertThat(refusal(revision(replaces, material, List.of(categories.split(" ")), TEXTS), Set.of("en")))
                .isEqualTo(refusal);
    }

    private static NoticeRevision revision(
            int replaces, boolean material, List<String> categories, Map<String, NoticeBody> texts) {
        return new NoticeRevision(replaces, material, categories, null, null, null, texts);
    }

    private static PurposeRegistration purpose(
            String key, String basis, String stops, String validFor, Map<String, NoticeBody> texts) {
        return new PurposeRegistration(
                key,
                basis,
                stops,
                true,
                List.of("account"),
                List.of("infrastructure"),
                "PF-6.6",
                validFor,
                false,
                false,
                texts);
    }

    private static Map<String, NoticeBody> texts(String title) {
        return Map.of(
                "en", new NoticeBody("Survey", "Text"),
                "et", new NoticeBody("Küsitlus", "Tekst"),
                "ru", new NoticeBody(title, "Текст"));
    }

    private static String refusal(PurposeRegistration wanted) {
        try {
            PurposeRules.require(wanted);
            return null;
        } catch (ProblemException problem) {
            return problem.type().slug();
        }
    }

    private static String refusal(NoticeRevision wanted, Set<String> languages) {
        PurposeEntity current = new PurposeEntity();
        current.purposeKey = "survey";
        current.legalBasis = "consent";
        current.categories = new String[] {"account"};
        current.noticeVersion = 1;
        try {
            PurposeRules.require(current, wanted, languages);
            return null;
        } catch (ProblemException problem) {
            return problem.type().slug();
        }
    }
}
