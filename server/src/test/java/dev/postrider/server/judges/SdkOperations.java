package dev.postrider.server.judges;

import dev.postrider.testkit.OpenApi;
import dev.postrider.testkit.OpenApi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an SDK can ask for, what it has asked for, and what the server's document has of both.
 * Operations are told by their shape: {@code GET /api/v1/app/{}}.
 */
final class SdkOperations {
  /** Fewer mean that the SDK's text is not understood. */
  private static final int AT_LEAST = 100;

  private static final Pattern MADE = Pattern.compile("new (?:request_1\\.)?SvixRequest\\(");
  private static final Pattern WHOLE =
      Pattern.compile(MADE + "\\s*(?:request_1\\.)?HttpMethod\\.([A-Z]+),\\s*\"([^\"]+)\"");

  /** A call that was made. */
  private record Call(String method, String path, int status) {
    static Call of(String text) {
      String[] parts = text.split(" ", 3);
      return new Call(parts[0], parts[1], Integer.parseInt(parts[2]));
    }
  }

  private final OpenApi document;

  SdkOperations(OpenApi document) {
    this.document = document;
  }

  /** Those of the document that the sources of an SDK can ask for. */
  Set<String> offered(Path sources) throws IOException {
    Set<String> declared =
        document.operations().stream().map(Operation::shape).collect(Collectors.toSet());
    Set<String> offered = known(sources);
    offered.retainAll(declared);
    return offered;
  }

  private static Set<String> known(Path sources) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(sources)) {
      files = all.filter(file -> file.toString().matches(".*(?<!\\.d)\\.[jt]s")).toList();
    }
    List<String> found = new ArrayList<>();
    long made = 0;
    for (Path file : files) {
      String text = Files.readString(file);
      made += MADE.matcher(text).results().count();
      Matcher request = WHOLE.matcher(text);
      while (request.find()) {
        found.add(request.group(1) + " " + request.group(2).replaceAll("\\{[^}]*}", "{}"));
      }
    }
    if (found.size() != made || made < AT_LEAST) {
      throw new AssertionError(
          "%s makes %d requests, of which %d are understood"
              .formatted(sources, made, found.size()));
    }
    return new TreeSet<>(found);
  }

  /** Those of the document that these calls have reached, and that did what they were asked to. */
  Set<String> driven(List<String> calls) {
    return calls.stream()
        .map(Call::of)
        .filter(call -> call.status() < 300)
        .flatMap(call -> document.at(call.method(), call.path()).stream())
        .map(Operation::shape)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Calls of what the document does not have. */
  Set<String> undeclared(List<String> calls) {
    return calls.stream()
        .map(Call::of)
        .filter(call -> document.at(call.method(), call.path()).isEmpty())
        .map(call -> call.method() + " " + call.path() + " " + call.status())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
