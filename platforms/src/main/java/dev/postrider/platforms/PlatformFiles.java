package dev.postrider.platforms;

import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the platform files: those that come with the program, and those in a user's folder. */
public final class PlatformFiles {
  private static final List<String> BUILT_IN =
      List.of("standard", "mluvii", "mluvii-chatbot", "qikchat", "yespo", "comm100");

  /** Far above the largest catalogue; what is larger was not meant. */
  private static final long LARGEST = 4L << 20;

  private PlatformFiles() {}

  /**
   * Reads every platform.
   *
   * @param folder its {@code *.yaml} files join those that come with the program; null for none
   * @throws InvalidPlatforms when any file is wrong, or two platforms have one name
   */
  public static Platforms load(@Nullable Path folder) throws InvalidPlatforms {
    List<Platform> platforms = new ArrayList<>();
    List<PlatformFault> faults = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    for (String name : BUILT_IN) {
      add(builtIn(name), platforms, faults, files);
    }
    for (Path file : folder == null ? List.<Path>of() : in(folder, faults)) {
      add(read(file), platforms, faults, files);
    }
    if (!faults.isEmpty()) {
      throw new InvalidPlatforms(faults);
    }
    return new Platforms(platforms);
  }

  /** Reads files as a server would that had them all in its folder, in this order. */
  public static List<PlatformFile> check(List<Path> files) {
    Map<String, String> names = new HashMap<>();
    BUILT_IN.forEach(name -> unique(builtIn(name), names));
    return files.stream().map(file -> unique(read(file), names)).toList();
  }

  /** Reads one file of a user's. */
  static PlatformFile read(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > LARGEST) {
        return PlatformFile.broken(name, "a platform file has at most " + LARGEST + " bytes");
      }
      return PlatformFile.read(name, Files.readAllBytes(file));
    } catch (IOException e) {
      return PlatformFile.broken(name, "cannot be read: " + e);
    }
  }

  private static void add(
      PlatformFile file,
      List<Platform> platforms,
      List<PlatformFault> faults,
      Map<String, String> files) {
    switch (unique(file, files)) {
      case PlatformFile.Good(_, Platform platform) -> platforms.add(platform);
      case PlatformFile.Bad(var found) -> faults.addAll(found);
    }
  }

  /** The file, unless its platform's name is taken; then where by. */
  private static PlatformFile unique(PlatformFile file, Map<String, String> files) {
    if (file instanceof PlatformFile.Good(String name, Platform platform)) {
      String other = files.putIfAbsent(platform.name(), name);
      if (other != null) {
        return PlatformFile.broken(
            name,
            "the name \"%s\" is taken by the platform in %s; choose another"
                .formatted(platform.name(), other));
      }
    }
    return file;
  }

  private static PlatformFile builtIn(String name) {
    String resource = "/platforms/" + name + ".yaml";
    try (InputStream in = PlatformFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its " + resource);
      }
      return PlatformFile.read("built-in " + name + ".yaml", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> in(Path folder, List<PlatformFault> faults) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      faults.add(new PlatformFault(folder.toString(), 0, 0, "cannot be listed: " + e));
      return List.of();
    }
  }
}
