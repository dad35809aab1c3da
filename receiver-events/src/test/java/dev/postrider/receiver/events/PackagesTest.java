package dev.postrider.receiver.events;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Who sees whom in this module: a platform the root and {@code json}, and no other platform. */
final class PackagesTest {
  private static final String ROOT = PlatformEvent.class.getPackageName();

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void platformsDoNotSeeEachOther() {
    slices()
        .matching(ROOT + ".(*)")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(), JavaClass.Predicates.resideInAPackage(ROOT + ".json"))
        .check(classes);
  }

  @Test
  void whatReadsForAllSeesNoPlatform() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(ROOT, ROOT + ".json")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".mluvii", ROOT + ".qikchat", ROOT + ".yespo", ROOT + ".comm100")
        .check(classes);
  }
}
