package io.millrace.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;

/** The directions of ARCHITECTURE.md: what may use what. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule MODULES_USE_ONLY_THOSE_ABOVE_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("spi")
            .definedBy("io.millrace.spi..")
            .layer("sql")
            .definedBy("io.millrace.sql..")
            .layer("formats")
            .definedBy("io.millrace.formats..")
            .layer("aws")
            .definedBy("io.millrace.aws..")
            .layer("connectors")
            .definedBy("io.millrace.connector..")
            .layer("lake")
            .definedBy("io.millrace.lake..")
            .layer("kernel")
            .definedBy("io.millrace.kernel..")
            .layer("jobs")
            .definedBy("io.millrace.jobs..")
            .layer("server")
            .definedBy("io.millrace.server..")
            .layer("cli")
            .definedBy("io.millrace.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("jobs")
            .mayOnlyBeAccessedByLayers("server", "cli")
            .whereLayer("kernel")
            .mayOnlyBeAccessedByLayers("jobs", "server")
            .whereLayer("lake")
            .mayOnlyBeAccessedByLayers("kernel", "jobs", "server")
            .whereLayer("connectors")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("connectors", "server")
            .whereLayer("formats")
            .mayOnlyBeAccessedByLayers("connectors", "jobs", "server", "cli")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("kernel", "jobs", "server", "cli");

    @ArchTest
    static final ArchRule THE_SPI_NEEDS_THE_JDK_ALONE = classes()
            .that()
            .resideInAPackage("io.millrace.spi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.millrace.spi..", "java..");

    @ArchTest
    static final ArchRule MODULES_HAVE_NO_CYCLES =
            slices().matching("io.millrace.(*)..").should().beFreeOfCycles();

    /** A module's own package is its front: it uses the packages below it, which may use its words. These form no cycles. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.millrace.(*).(*)..").should().beFreeOfCycles();

    /** Their classes are many: a process that uses none of them is to load none. */
    @ArchTest
    static final ArchRule CLIENTS_OF_AWS_STAY_WITH_THEIR_SOURCES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.millrace.aws..",
                    "io.millrace.connector.files.s3..",
                    "io.millrace.connector.gcs..",
                    "io.millrace.connector.kinesis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "org.apache.iceberg.aws..");

    @ArchTest
    static final ArchRule CLIENTS_OF_OTHER_CLOUDS_STAY_WITH_THEIRS = noClasses()
            .that()
            .resideOutsideOfPackages("io.millrace.connector.azure..", "io.millrace.connector.gcs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.azure..", "com.google.auth..", "com.google.api..");

    @ArchTest
    static final ArchRule ONLY_MAIN_READS_THE_WALL_CLOCK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Main.class.getName())
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_ENTRIES_OF_PROCESSES_KNOW_THE_CONSOLE =
            noClasses().that().haveSimpleNameNotEndingWith("Main").should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule THERE_IS_ONE_EXCEPTION_OF_OURS_TO_CATCH = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .and()
            .arePublic()
            .should()
            .haveSimpleName("MillraceException");
}
