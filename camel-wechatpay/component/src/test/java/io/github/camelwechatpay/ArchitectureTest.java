package io.github.camelwechatpay;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelwechatpay.json.JsonArray;
import io.github.camelwechatpay.json.JsonObject;
import io.github.camelwechatpay.sandbox.fixture.ApiSignatures;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the packages of the component, and the dependencies between them. CONTRIBUTING shows the same as a picture, and
 * each {@code package-info.java} says it in words.
 */
class ArchitectureTest {

    private static final String ROOT = "io.github.camelwechatpay";

    /** The packages below the root, and which packages each of them may use. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("uri", List.of("call")),
            entry(
                    "producer",
                    List.of("body", "call", "concurrent", "crypto", "files", "json", "keys", "merchant", "uri")),
            entry(
                    "consumer",
                    List.of("body", "call", "concurrent", "crypto", "json", "keys", "merchant", "notification")),
            entry("merchant", List.of("call", "concurrent", "crypto", "invoke", "keys", "transport")),
            entry("body", List.of("call", "crypto", "files", "json", "keys")),
            entry("concurrent", List.of("call")),
            entry("notification", List.of("call", "crypto", "json", "keys")),
            entry("invoke", List.of("crypto", "json", "keys")),
            entry("keys", List.of("call", "crypto", "json")),
            entry("transport", List.of("call", "crypto", "files")),
            entry("call", List.of("crypto", "files", "json")),
            entry("files", List.of()),
            entry("json", List.of()),
            entry("crypto", List.of()));

    /** The packages that know nothing of Camel. */
    private static final List<String> CAMEL_FREE =
            List.of("notification", "invoke", "keys", "call", "files", "json", "crypto");

    /** The types of the root package that every package may use. They use nothing of ours. */
    private static final Set<Class<?>> LEAVES = Set.of(
            WechatpayCallException.class,
            WechatpayNotificationException.class,
            WechatpayConstants.class,
            RequestSigner.class,
            NotificationAnswerSigner.class,
            BillDecryptor.class,
            MerchantOptions.class,
            MerchantProfile.class);

    private static final DescribedPredicate<JavaClass> LEAF = describe(
            "leaf types of the root package",
            type -> LEAVES.stream().map(Class::getName).anyMatch(name -> name.equals(topLevel(type))));

    private static final DescribedPredicate<JavaClass> OURS = describe(
            "types of the component",
            type -> type.getPackageName().startsWith(ROOT)
                    && !type.getPackageName().startsWith(ROOT + ".catalog")
                    && !type.getPackageName().startsWith(ROOT + ".sandbox"));

    private static final DescribedPredicate<JavaClass> ROLES = describe(
            "the component, the endpoint, a producer or a consumer",
            type -> topLevel(type).matches(ROOT + "\\.Wechatpay(Component|Endpoint|\\w*Producer|\\w*Consumer)"));

    private static final JavaClasses COMPONENT = classesBeside(WechatpayComponent.class);
    private static final JavaClasses TESTS = classesBeside(ArchitectureTest.class);

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static String topLevel(JavaClass type) {
        return type.getBaseComponentType().getName().replaceFirst("[$].*", "");
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @Test
    void hasARuleForEachPackage() {
        Set<String> found = COMPONENT.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT) && !name.startsWith(ROOT + ".dsl"))
                .collect(Collectors.toSet());

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        packages().map(name -> ROOT + '.' + name).toList());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyAllowedPackages(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(each -> ROOT + '.' + each)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + '.' + name)
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(allowed))).and(not(LEAF)))
                .check(COMPONENT);
    }

    @Test
    void hasNoCycleOfPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(COMPONENT);
    }

    @Test
    void keepsTheLeavesFreeOfOtherTypesOfTheComponent() {
        noClasses().that(LEAF).should().dependOnClassesThat(OURS.and(not(LEAF))).check(COMPONENT);
    }

    /** Only the roles know each other: Camel ties them. */
    @Test
    void keepsTheRolesUnknownToTheirHelpers() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Wechatpay[^.]*")
                .and()
                .resideOutsideOfPackage(ROOT + ".dsl..")
                .should()
                .dependOnClassesThat(ROLES)
                .check(COMPONENT);
    }

    @Test
    void namesNoInternalTypeInTheApi() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and(ApiSignatures.visible())
                .should(ApiSignatures.nameNo(OURS.and(not(resideInAnyPackage(ROOT)))
                        .and(not(belongToAnyOf(JsonObject.class, JsonArray.class)))))
                .check(COMPONENT);
    }

    @Test
    void knowsCamelInTheRootItsHelpersAndTransportOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(CAMEL_FREE.stream()
                        .map(name -> ROOT + '.' + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(COMPONENT);
    }

    @Test
    void knowsTheHttpClientInTransportOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "org.apache.camel.component.http..")
                .check(COMPONENT);
    }

    @Test
    void saysOfEachPackageThatItIsNullSafe() {
        assertThat(COMPONENT.stream()
                        .map(JavaClass::getPackage)
                        .filter(each -> !each.getName().startsWith(ROOT + ".dsl"))
                        .distinct()
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    /** What users do is tested with what users have. */
    @Test
    void testsTheBehaviourOfUsersByTheApiOnly() {
        noClasses()
                .that(resideInAnyPackage(ROOT + ".officialsdk")
                        .or(simpleNameStartingWith("RouteExample"))
                        .or(simpleNameStartingWith("EndpointDsl")))
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(
                        ROOT, ROOT + ".json", ROOT + ".dsl..", ROOT + ".fixture", ROOT + ".officialsdk"))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".sandbox.internal..")
                .check(TESTS);
    }

    @Test
    void namesClassesAfterWhatTheyAre() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".dsl..")
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .check(COMPONENT);
    }

    @Test
    void installsNoSecurityProviderAndReadsNoEnvironment() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it changes the JVM or reads its environment",
                        call -> call.getTargetOwner().isEquivalentTo(Security.class)
                                        && call.getName().matches("addProvider|insertProviderAt|removeProvider")
                                || call.getTargetOwner().isEquivalentTo(System.class)
                                        && call.getName().equals("getenv")))
                .check(COMPONENT);
    }

    @Test
    void locksWithoutPinningVirtualThreads() {
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(COMPONENT);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(COMPONENT);
    }

    @Test
    void hasNoStaticStateThatChanges() {
        fields().that().areStatic().should().beFinal().check(COMPONENT);
    }
}
