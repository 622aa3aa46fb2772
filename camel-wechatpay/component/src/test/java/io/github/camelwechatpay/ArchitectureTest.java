package io.github.camelwechatpay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.security.Security;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "io.github.camelwechatpay";
    private static final String[] CAMEL_FREE = {
        ROOT + ".call..",
        ROOT + ".crypto..",
        ROOT + ".keys..",
        ROOT + ".notification..",
        ROOT + ".json..",
        ROOT + ".files..",
        ROOT + ".invoke.."
    };

    private static final DescribedPredicate<JavaClass> EXCEPTIONS = DescribedPredicate.describe(
            "the exceptions",
            type -> type.getBaseComponentType().getName().startsWith(WechatpayCallException.class.getName())
                    || type.getBaseComponentType()
                            .getName()
                            .startsWith(WechatpayNotificationException.class.getName()));

    private static final JavaClasses COMPONENT = new ClassFileImporter()
            .importUrl(WechatpayComponent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    @Test
    void knowsCamelInTheRootAndInTransportOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(CAMEL_FREE)
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
    void dependsFromTheRootToItsPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".dsl..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT).and(DescribedPredicate.not(EXCEPTIONS)))
                .check(COMPONENT);
    }

    @Test
    void makesExceptionsOfPlainValues() {
        noClasses()
                .that(EXCEPTIONS)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(DescribedPredicate.not(EXCEPTIONS)))
                .check(COMPONENT);
    }

    @Test
    void keepsJsonAndCryptoAtTheBottom() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".json..", ROOT + ".crypto..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ROOT, ROOT + ".call..", ROOT + ".keys..", ROOT + ".notification..", ROOT + ".transport.."))
                .check(COMPONENT);
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
