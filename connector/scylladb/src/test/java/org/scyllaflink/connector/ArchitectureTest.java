/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may see which: what keeps the driver, Flink and the model apart. */
@AnalyzeClasses(
        packages = "org.scyllaflink.connector",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.scyllaflink.connector";

    @ArchTest
    static final ArchRule modelKnowsNobody =
            classes()
                    .that()
                    .resideInAPackage(ROOT + ".model..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + ".model..",
                            "java..",
                            "org.apache.flink.annotation..",
                            "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyCqlSeesTheDriver =
            noClasses()
                    .that(not(resideInAPackage(ROOT + ".cql..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.datastax..", "com.scylladb..");

    @ArchTest
    static final ArchRule cqlSeesTheModelOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".cql..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ROOT + ".cql..", ROOT + ".model.."))));

    @ArchTest
    static final ArchRule sourceSeesModelAndCqlOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".source..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ROOT + ".source..",
                                                            ROOT + ".cql..",
                                                            ROOT + ".model.."))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule changelogSeesTheModelOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".changelog..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ROOT + ".changelog..",
                                                            ROOT + ".model.."))))
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule snapshotSeesModelAndCqlOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".snapshot..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..")
                                    .and(
                                            not(
                                                    resideInAnyPackage(
                                                            ROOT + ".snapshot..",
                                                            ROOT + ".cql..",
                                                            ROOT + ".model.."))));
}
