package com.estflux.privacy.platform.testing.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * The house style as ArchUnit rules. A service applies them all to its main code:
 *
 * <pre>{@code
 * @Test
 * void shouldKeepTheHouseStyle() {
 *     HouseStyleRules.check("com.estflux.privacy.consent");
 * }
 * }</pre>
 */
public final class HouseStyleRules {

    private static final Set<String> AUTHORIZATIONS = Set.of(
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.PermitAll",
            "jakarta.annotation.security.DenyAll",
            "io.quarkus.security.Authenticated");
    private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final String STORAGE = "(jakarta\\.persistence\\..*(EntityManager|Session).*)|(org\\.hibernate\\..*)"
            + "|(io\\.quarkus\\.hibernate\\.reactive\\.panache\\..*)|(io\\.vertx\\.(mutiny\\.)?(pg|sql)client\\..*)"
            + "|(javax\\.sql\\..*)|(java\\.sql\\..*)";
    private static final String NOW_OF_THE_MACHINE =
            "java\\.time\\.(Instant|LocalDate|LocalDateTime|LocalTime|OffsetDateTime|ZonedDateTime|YearMonth|Year)";

    /** Features talk through services, never through each other's repositories. */
    public static final ArchRule FEATURES_KEEP_THEIR_REPOSITORIES = classes()
            .that(isRepository())
            .should(onlyBeReachedFromTheirPackage())
            .as("features should not reach into each other's repositories")
            .allowEmptyShould(true);

    /** Resources only translate HTTP. */
    public static final ArchRule RESOURCES_TOUCH_NO_STORAGE = noClasses()
            .that(haveEndpoints())
            .should()
            .dependOnClassesThat(isRepository().or(nameMatching(STORAGE).as("are storage")))
            .as("resources should touch no repository, entity manager, session or pool")
            .allowEmptyShould(true);

    /** Undeclared endpoints are denied at run time; they do not even build. */
    public static final ArchRule ENDPOINTS_DECLARE_AUTHORIZATION = methods()
            .that(areEndpoints())
            .should(declareAuthorization())
            .as("every endpoint should declare its authorization")
            .allowEmptyShould(true);

    /** Nothing waits on a thread for what will come. */
    public static final ArchRule NOTHING_AWAITS = noClasses()
            .should()
            .callMethodWhere(target(
                    "await of a Uni",
                    "io\\.smallrye\\.mutiny\\.(Uni|groups\\.UniAwait)",
                    "await.*|atMost|indefinitely"))
            .as("main code should not await a Uni")
            .allowEmptyShould(true);

    /** Time comes from the injected clock, so that tests can move it. */
    public static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses()
            .should()
            .callMethodWhere(nowWithoutClock())
            .orShould()
            .callMethodWhere(target("the machine's time", "java\\.lang\\.System", "currentTimeMillis"))
            .as("time should come from a clock that is passed in")
            .allowEmptyShould(true);

    /** {@code java.time} only. */
    public static final ArchRule NO_OLD_DATES = noClasses()
            .should()
            .dependOnClassesThat(
                    nameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar)|java\\.sql\\.(Date|Timestamp|Time)"))
            .as("dates should be java.time's")
            .allowEmptyShould(true);

    /** A name says what a class is for. */
    public static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Manager|Helper)")
            .as("names should say what a class is for")
            .allowEmptyShould(true);

    /** Nothing stands in for the real database. */
    public static final ArchRule NO_OTHER_DATABASE = noClasses()
            .should()
            .dependOnClassesThat(nameMatching("org\\.(h2|hsqldb|apache\\.derby)\\..*"))
            .as("no database should stand in for PostgreSQL")
            .allowEmptyShould(true);

    /** The JDK reads an id with a misplaced dash as another id. */
    public static final ArchRule IDS_ARE_CANONICAL = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "UUID.fromString",
                    access -> access.getTarget().getOwner().getFullName().equals("java.util.UUID")
                            && access.getTarget().getName().equals("fromString")))
            .as("ids should be read by CanonicalUuid, not by UUID.fromString")
            .allowEmptyShould(true);

    /** All of them. */
    public static final List<ArchRule> ALL = List.of(
            FEATURES_KEEP_THEIR_REPOSITORIES,
            RESOURCES_TOUCH_NO_STORAGE,
            ENDPOINTS_DECLARE_AUTHORIZATION,
            NOTHING_AWAITS,
            TIME_COMES_FROM_A_CLOCK,
            NO_OLD_DATES,
            NAMES_SAY_SOMETHING,
            NO_OTHER_DATABASE,
            IDS_ARE_CANONICAL);

    private HouseStyleRules() {}

    /**
     * Checks the main code of packages and below them against every rule.
     *
     * @throws AssertionError naming every place that breaks a rule, or if there is no such code
     */
    public static void check(String... packageNames) {
        JavaClasses classes = importer()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageNames);
        if (classes.isEmpty()) {
            throw new AssertionError("no main code in " + String.join(", ", packageNames));
        }
        ALL.forEach(rule -> rule.check(classes));
    }

    /** The rules know what is not ours by its name; to read that as well would take most of the time. */
    static ClassFileImporter importer() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter();
    }

    private static DescribedPredicate<JavaClass> isRepository() {
        return simpleNameEndingWith("Repository").as("are repositories").forSubtype();
    }

    private static DescribedPredicate<JavaClass> haveEndpoints() {
        return DescribedPredicate.describe(
                "have endpoints", type -> type.getMethods().stream().anyMatch(HouseStyleRules::isEndpoint));
    }

    private static DescribedPredicate<JavaMethod> areEndpoints() {
        return DescribedPredicate.describe("are endpoints", HouseStyleRules::isEndpoint);
    }

    private static boolean isEndpoint(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getFullName())
                .anyMatch(name -> name.startsWith("jakarta.ws.rs.")
                        && HTTP_METHODS.contains(name.substring("jakarta.ws.rs.".length())));
    }

    private static boolean authorizes(JavaMember member) {
        return AUTHORIZATIONS.stream().anyMatch(member::isAnnotatedWith);
    }

    private static ArchCondition<JavaMethod> declareAuthorization() {
        return new ArchCondition<>("declare who may call them") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean declared =
                        authorizes(method) || AUTHORIZATIONS.stream().anyMatch(method.getOwner()::isAnnotatedWith);
                events.add(new SimpleConditionEvent(
                        method, declared, method.getFullName() + " declares " + (declared ? "it" : "nothing")));
            }
        };
    }

    private static ArchCondition<JavaClass> onlyBeReachedFromTheirPackage() {
        return new ArchCondition<>("only be reached from their own feature") {
            @Override
            public void check(JavaClass repository, ConditionEvents events) {
                repository.getDirectDependenciesToSelf().stream()
                        .filter(dependency ->
                                !dependency.getOriginClass().getPackageName().equals(repository.getPackageName()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(repository, dependency.getDescription())));
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> target(String description, String owner, String method) {
        return DescribedPredicate.describe(description, call -> {
            AccessTarget.CodeUnitCallTarget target = call.getTarget();
            return target.getOwner().getFullName().matches(owner)
                    && target.getName().matches(method);
        });
    }

    private static DescribedPredicate<JavaCall<?>> nowWithoutClock() {
        return DescribedPredicate.describe("now() without a clock", call -> {
            AccessTarget.CodeUnitCallTarget target = call.getTarget();
            return target.getName().equals("now")
                    && target.getOwner().getFullName().matches(NOW_OF_THE_MACHINE)
                    && target.getRawParameterTypes().stream()
                            .noneMatch(parameter -> parameter.getFullName().equals("java.time.Clock"));
        });
    }
}
