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
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
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
                .and(describe("are visible", SandboxArchitectureTest::isVisible))
                .should(nameNoInternalType())
                .check(SANDBOX);
    }

    /** A member of a class that is not visible is not part of the API. */
    private static boolean isVisible(JavaClass type) {
        return isVisible((HasModifiers) type)
                && type.getEnclosingClass()
                        .map(SandboxArchitectureTest::isVisible)
                        .orElse(true);
    }

    private static boolean isVisible(HasModifiers item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC)
                || item.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> nameNoInternalType() {
        return new ArchCondition<>("name no internal type in a public or protected signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                report(
                        type.getName(),
                        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream()),
                        events);
                type.getFields().stream()
                        .filter(SandboxArchitectureTest::isVisible)
                        .forEach(field -> report(field.getFullName(), Stream.of(field.getType()), events));
                type.getCodeUnits().stream()
                        .filter(SandboxArchitectureTest::isVisible)
                        .forEach(unit -> report(unit.getFullName(), signature(unit), events));
            }
        };
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getTypeParameters().stream(),
                        unit.getThrowsClause().getTypes().stream())
                .flatMap(types -> types);
    }

    private static void report(String place, Stream<? extends JavaType> types, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(resideInAPackage(INTERNAL))
                .forEach(type -> events.add(SimpleConditionEvent.violated(type, place + " names " + type.getName())));
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
