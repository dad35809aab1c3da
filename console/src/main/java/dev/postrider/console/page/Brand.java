package dev.postrider.console.page;

import dev.postrider.message.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whose console it is, and how it looks.
 *
 * @param name above every page
 * @param light what is to be seen first, on light ground; null for our own colour
 * @param dark the same on dark ground
 * @param logo beside the name; null for none
 */
public record Brand(
    String name, @Nullable Colour light, @Nullable Colour dark, @Nullable Logo logo) {
  /**
   * A picture.
   *
   * @param type its media type
   */
  public record Logo(Payload bytes, String type) {
    private static final int LARGEST = 64 * 1_024;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    /**
     * Reads it from a file.
     *
     * @throws IOException when it is too large, or neither PNG nor SVG, as its message says
     */
    public static Logo read(Path file) throws IOException {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw new IOException("it has more than 64 KiB");
      }
      if (Arrays.mismatch(bytes, PNG) == PNG.length) {
        return new Logo(Payload.of(bytes), "image/png");
      }
      if (new String(bytes, StandardCharsets.UTF_8).contains("<svg")) {
        return new Logo(Payload.of(bytes), "image/svg+xml");
      }
      throw new IOException("it is neither PNG nor SVG");
    }
  }

  /** What the style sheet says differently. */
  byte[] style() {
    return (style("light", light) + style("dark", dark)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String style(String scheme, @Nullable Colour accent) {
    return accent == null
        ? ""
        : "@media (prefers-color-scheme: %s) { :root { --accent: %s; --accent-ink: %s; } }\n"
            .formatted(scheme, accent, accent.ink());
  }
}
