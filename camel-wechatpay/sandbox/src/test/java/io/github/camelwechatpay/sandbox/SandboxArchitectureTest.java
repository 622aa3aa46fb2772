package io.github.camelwechatpay.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.camelwechatpay.sandbox.fixture.ApiSignatures;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages of the sandbox and the dependencies between them. Each {@code package-info.java} says the same in words. */
class SandboxArchitectureTest {
    private static final String ROOT = "io.github.camelwechatpay.sandbox";
    private static final String INTERNAL = ROOT + ".internal..";

    /** The packages below the root, and which packages each of them may use beside the vocabulary. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("cli", List.of("", "internal.common")),
            Map.entry("internal.control", List.of("internal.notification", "internal.http", "internal.common")),
            Map.entry(
                    "internal.gateway",
                    List.of(
                            "internal.call",
                            "internal.operations",
                            "internal.http",
                            "internal.keys",
                            "internal.common")),
            Map.entry(
                    "internal.operations",
                    List.of("internal.call", "internal.http", "internal.keys", "internal.common")),
            Map.entry("internal.notification", List.of("internal.http", "internal.keys", "internal.common")),
            Map.entry("internal.call", List.of("internal.http", "internal.keys")),
            Map.entry("internal.keys", List.of("internal.common")),
            Map.entry("internal.http", List.of("internal.common")),
            Map.entry("internal.common", List.of()));

    private static final DescribedPredicate<JavaClass> DATA_TYPES = belongToAnyOf(
            Delivery.class,
            Fault.class,
            NotificationFault.class,
            ReceivedRequest.class,
            SandboxNotification.class,
            SignedNotification.class,
            SigningKey.class,
            Sm2Credentials.class);

    /** The data types of the API and arrays of them, which every package may use. */
    private static final DescribedPredicate<JavaClass> VOCABULARY =
            describe("belong to the vocabulary", type -> DATA_TYPES.test(type.getBaseComponentType()));

    private static final JavaClasses SANDBOX = classesBeside(WechatpaySandbox.class);
    private static final JavaClasses TESTS = classesBeside(RawClient.class);

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? ROOT : ROOT + "." + room;
    }

    static Stream<String> rooms() {
        return MAY_USE.keySet().stream().sorted();
    }

    @Test
    void hasARuleForEachPackage() {
        Set<String> packages = SANDBOX.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of(""), rooms())
                        .map(SandboxArchitectureTest::packageOf)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyAllowedPackages(String room) {
        String[] allowed = Stream.concat(Stream.of(room), MAY_USE.get(room).stream())
                .map(SandboxArchitectureTest::packageOf)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(allowed)))
                        .and(not(VOCABULARY)))
                .check(SANDBOX);
    }

    @Test
    void usesTheProcessNowhere() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".cli")
                .check(SANDBOX);
    }

    /** The root is left out: its vocabulary is used from below. */
    @Test
    void hasNoCycleOfPackages() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(SANDBOX);
    }

    @Test
    void keepsTheVocabularyFreeOfOtherClassesOfTheSandbox() {
        noClasses()
                .that(VOCABULARY)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(VOCABULARY)))
                .check(SANDBOX);
    }

    @Test
    void namesNoInternalTypeInTheApi() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and(ApiSignatures.visible())
                .should(ApiSignatures.nameNo(resideInAPackage(INTERNAL)))
                .check(SANDBOX);
    }

    @Test
    void keepsTheRootForTheApi() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areNotNestedClasses()
                .and()
                .doNotBelongToAnyOf(ControlHandler.class, SandboxAssembly.class)
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .bePublic()
                .check(SANDBOX);
    }

    /** The tests' own crypto and the official SDK judge the sandbox, so neither may be built from its classes. */
    @Test
    void judgesByTheApiOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".fixture", ROOT + ".officialsdk")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(TESTS);
    }
}
