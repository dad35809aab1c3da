package dev.postrider.server.listen;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Secrets, a line each, from a file or from standard input: never from a command line. */
public final class SecretFile {
  private static final int LARGEST = 64 << 10;
  private static final String STANDARD_INPUT = "-";

  private SecretFile() {}

  /** Its lines, without empty ones; {@code -} is what this stream says. */
  public static List<String> lines(String file, InputStream standardInput) {
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
    byte[] bytes;
    try (InputStream in = file.equals(STANDARD_INPUT) ? standardInput : open(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException missing) {
      throw Complaint.usage("There is no file %s.".formatted(file));
    } catch (IOException unreadable) {
      throw Complaint.usage(
          "The file %s cannot be read (%s)."
              .formatted(name, unreadable.getClass().getSimpleName()));
    }
    if (bytes.length > LARGEST) {
      throw Complaint.usage("%s is longer than 64 KiB; is it the right file?".formatted(name));
    }
    List<String> lines =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      throw Complaint.usage("There is nothing in %s.".formatted(name));
    }
    return lines;
  }

  private static InputStream open(String file) throws IOException {
    return Files.newInputStream(Path.of(file));
  }
}
