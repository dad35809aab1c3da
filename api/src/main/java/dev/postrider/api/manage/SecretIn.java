package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import java.util.random.RandomGenerator;

/** Reads the secret that a caller brings, or makes one. */
final class SecretIn {
  private static final int LONGEST = 256;

  private static final Rule RULE =
      text ->
          text.length() > LONGEST
              ? "must have at most " + LONGEST + " characters"
              : Secrets.problem(text).orElse(null);

  private SecretIn() {}

  static Secret read(Fields fields, String name, RandomGenerator random) {
    String text = fields.text(name, RULE);
    return new Secret(text == null ? Secrets.generate(random) : text, null);
  }
}
