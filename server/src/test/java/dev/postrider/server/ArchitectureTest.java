package dev.postrider.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The arrows of ARCHITECTURE.md, checked. */
@AnalyzeClasses(packages = "dev.postrider", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] CORE = {
    "dev.postrider.seal..",
    "dev.postrider.message..",
    "dev.postrider.attempt..",
    "dev.postrider.policy..",
    "dev.postrider.filter..",
    "dev.postrider.platform..",
    "dev.postrider.directory..",
    "dev.postrider.audit..",
    "dev.postrider.inbox..",
    "dev.postrider.idempotency..",
    "dev.postrider.record..",
    "dev.postrider.log..",
    "dev.postrider.dispatch..",
    "dev.postrider.history..",
    "dev.postrider.task..",
    "dev.postrider.operational.."
  };

  @ArchTest
  static final ArchRule CORE_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(CORE, "java..", "javax.crypto..", "org.jspecify.."));

  @ArchTest
  static final ArchRule CORE_DOES_NO_INPUT_OR_OUTPUT =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "java.nio.channels..");

  @ArchTest
  static final ArchRule PLATFORMS_SEES_NO_OTHER_EDGE =
      apart("platforms", "postgres", "sender", "api", "console", "server");

  @ArchTest
  static final ArchRule POSTGRES_SEES_NO_OTHER_EDGE =
      apart("postgres", "platforms", "sender", "api", "console", "server");

  @ArchTest
  static final ArchRule SENDER_SEES_NO_OTHER_EDGE =
      apart("sender", "platforms", "postgres", "api", "console", "server");

  @ArchTest
  static final ArchRule API_SEES_NO_OTHER_EDGE =
      apart("api", "platforms", "postgres", "sender", "console", "server");

  /** Pages ask the API. */
  @ArchTest
  static final ArchRule CONSOLE_SEES_NO_EDGE_BUT_THE_API =
      apart("console", "platforms", "postgres", "sender", "server");

  /** It goes into other people's programs. */
  @ArchTest
  static final ArchRule RECEIVER_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage("dev.postrider.receiver..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.postrider.receiver..",
              "java..",
              "javax.crypto..",
              "javax.sql..",
              "com.sun.net.httpserver..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.postrider.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TIME_IS_AN_ARGUMENT =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule NO_BUCKETS =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..");

  private static ArchRule apart(String module, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = "dev.postrider." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("dev.postrider." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static String[] with(String[] some, String... more) {
    String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
