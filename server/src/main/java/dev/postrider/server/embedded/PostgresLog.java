package dev.postrider.server.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of the embedded PostgreSQL, and what it says about a start that failed. */
final class PostgresLog {
  private static final long KEPT = 10 << 20;
  private static final int LONGEST_READ = 64 << 10;

  /** What ends a start. */
  private static final Pattern END = Pattern.compile(".* (?:FATAL|PANIC): +(.*)");

  /** What is said before there is a log to speak of. */
  private static final Pattern EARLY = Pattern.compile("postgres: (.*)");

  private static final Pattern DETAIL = Pattern.compile(".* DETAIL: +(.*)");

  /** What pg_ctl says in any case. */
  private static final Pattern NOTHING =
      Pattern.compile("waiting for server to start.*|pg_ctl: could not start server|Examine .*|");

  private final Path file;
  private long begun;

  PostgresLog(Path cluster) {
    this.file = cluster.resolve("postgresql.log");
  }

  Path file() {
    return file;
  }

  /** A start begins: what it says comes from here on. A log that has grown large is put aside. */
  void begin() throws IOException {
    if (Files.exists(file) && Files.size(file) > KEPT) {
      Files.move(
          file, file.resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    begun = Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * Why the start failed, in a line.
   *
   * @param said by the program that started it
   */
  String reason(String said) throws IOException {
    List<String> lines = sinceBegun().lines().toList();
    return ended(lines)
        .or(() ->
            said.lines()
                .map(line -> line.replaceFirst("^waiting for server to start\\.*", ""))
                .filter(line -> !NOTHING.matcher(line).matches())
                .map(line -> line.replaceFirst("^pg_ctl: (error: )?", ""))
                .reduce((_, last) -> last))
        .or(() ->
            lines.stream()
                .map(EARLY::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .findFirst())
        .orElse("it says nothing");
  }

  private static Optional<String> ended(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher end = END.matcher(lines.get(i));
      if (end.matches()) {
        Matcher detail = DETAIL.matcher(i + 1 < lines.size() ? lines.get(i + 1) : "");
        return Optional.of(end.group(1) + (detail.matches() ? " (" + detail.group(1) + ")" : ""));
      }
    }
    return Optional.empty();
  }

  private String sinceBegun() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(begun, log.length() - LONGEST_READ));
      var bytes = new byte[(int) (log.length() - log.getFilePointer())];
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
