package dev.postrider.server;

import dev.postrider.platform.Platform;
import dev.postrider.platforms.PlatformFault;
import dev.postrider.platforms.PlatformFile;
import dev.postrider.platforms.PlatformFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postrider platform}: what helps with platform files. */
@Command(
    name = "platform",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description =
        "Checks platform files: webhook contracts as data. docs/platforms.md explains them.",
    subcommands = {PlatformCommand.Check.class, PlatformCommand.ListAll.class},
    footer = {
      "",
      "Examples:",
      "  ./postrider platform list",
      "  ./postrider platform check my-platforms/shop.yaml"
    })
final class PlatformCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Objects.requireNonNull(spec).commandLine().usage(out(spec));
    return 2;
  }

  private static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /** Says of each file whether a server would take it. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      versionProvider = Commands.Version.class,
      description =
          "Says of each platform file whether a server takes it, or where it is wrong, by line and"
              + " column. Exits with 0 when all are right, otherwise with 1.")
  static final class Check implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Platform files.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
      boolean good = true;
      for (PlatformFile file : PlatformFiles.check(files)) {
        switch (file) {
          case PlatformFile.Good(String name, Platform platform) ->
              out(spec)
                  .printf(
                      "%s: platform %s, %d event types%n",
                      name, platform.name(), platform.events().size());
          case PlatformFile.Bad(List<PlatformFault> faults) -> {
            good = false;
            faults.forEach(out(spec)::println);
          }
        }
      }
      return good ? 0 : 1;
    }
  }

  /** Shows the platforms that come with the program. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Commands.Version.class,
      description = "Lists the platforms that are built in.")
  static final class ListAll implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      for (Platform platform : Starting.platforms(null).all()) {
        out(spec)
            .printf(
                "%-16s %3d event types   %s%n",
                platform.name(), platform.events().size(), platform.about());
      }
      return 0;
    }
  }
}
