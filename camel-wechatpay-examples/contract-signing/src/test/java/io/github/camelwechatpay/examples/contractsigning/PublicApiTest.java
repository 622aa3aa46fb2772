package io.github.camelwechatpay.examples.contractsigning;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Checks that the example uses public types only, because readers copy it. */
class PublicApiTest {

    private static final String ROOT = "io.github.camelwechatpay";

    @Test
    void usesPublicTypesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(
                                ROOT,
                                ROOT + ".json",
                                ROOT + ".sandbox",
                                ROOT + ".catalog",
                                ContractSigning.class.getPackageName()))))
                .because("only these packages are public: component root, json, sandbox root, catalog")
                .check(new ClassFileImporter().importPackagesOf(ContractSigning.class));
    }
}
