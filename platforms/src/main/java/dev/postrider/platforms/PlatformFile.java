package dev.postrider.platforms;

import com.networknt.schema.Error;
import dev.postrider.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** One platform file that was read: the platform, or all that is wrong and where. */
public sealed interface PlatformFile {

  /** It can be used. */
  record Good(String file, Platform platform) implements PlatformFile {}

  /** It cannot be used. */
  record Bad(List<PlatformFault> faults) implements PlatformFile {
    public Bad {
      faults = List.copyOf(faults);
    }
  }

  /** Reads the bytes of a file; {@code file} is its name for people. */
  static PlatformFile read(String file, byte[] yaml) {
    JsonNode root;
    try {
      root = Schemas.yaml(yaml);
    } catch (JacksonException malformed) {
      return malformed(file, malformed);
    }
    if (root == null || root.isMissingNode()) {
      return broken(file, "is empty; docs/platforms.md says how to write one");
    }
    List<PlatformFault> faults = new ArrayList<>();
    for (Error error : Schemas.errors(Schemas.PLATFORM_FILE, root)) {
      faults.add(Schemas.fault(file, Schemas.wrong(error), words(error)));
    }
    if (!faults.isEmpty()) {
      return new Bad(faults);
    }
    return new PlatformReader(file, root).read();
  }

  static PlatformFile broken(String file, String message) {
    return new Bad(List.of(new PlatformFault(file, 0, 0, message)));
  }

  private static String words(Error error) {
    String pointer = Schemas.pointer(error);
    return pointer.isEmpty() ? Schemas.message(error) : pointer + " " + Schemas.message(error);
  }

  private static PlatformFile malformed(String file, JacksonException malformed) {
    TokenStreamLocation at = malformed.getLocation();
    String message = "not YAML: " + malformed.getOriginalMessage().lines().findFirst().orElse("");
    return new Bad(
        List.of(
            at == null || at.getLineNr() < 1
                ? new PlatformFault(file, 0, 0, message)
                : new PlatformFault(file, at.getLineNr(), Math.max(1, at.getColumnNr()), message)));
  }
}
