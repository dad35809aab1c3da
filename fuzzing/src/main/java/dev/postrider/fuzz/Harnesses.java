package dev.postrider.fuzz;

import dev.postrider.api.TokensHarness;
import dev.postrider.api.accept.SliceHarness;
import dev.postrider.api.http.DoorHarness;
import dev.postrider.api.http.JsonWriterHarness;
import dev.postrider.api.inspect.MessageOutHarness;
import dev.postrider.api.manage.WebhookUrlHarness;
import dev.postrider.api.platforms.YespoInboxHarness;
import dev.postrider.api.tls.PemHarness;
import dev.postrider.filter.FilterHarness;
import dev.postrider.message.PublicIdHarness;
import dev.postrider.platforms.CutHarness;
import dev.postrider.platforms.EventHarness;
import dev.postrider.platforms.PlatformFileHarness;
import dev.postrider.platforms.PolicyHarness;
import dev.postrider.policy.RetryAfterHarness;
import dev.postrider.receiver.VerifierHarness;
import dev.postrider.sender.GuardHarness;
import dev.postrider.sender.TargetHarness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Every harness by its name, which is also that of the folder of its kept inputs. */
public final class Harnesses {
  /** The name under which all of them run, chosen by the first byte of an input. */
  public static final String EVERY = "every";

  private static final Map<String, Supplier<Harness>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cut", CutHarness::new),
              Map.entry("door", DoorHarness::new),
              Map.entry("event", EventHarness::new),
              Map.entry("filter", FilterHarness::new),
              Map.entry("guard", GuardHarness::new),
              Map.entry("id", PublicIdHarness::new),
              Map.entry("inbox", YespoInboxHarness::new),
              Map.entry("message", MessageOutHarness::new),
              Map.entry("pem", PemHarness::new),
              Map.entry("platform", PlatformFileHarness::new),
              Map.entry("policy", PolicyHarness::new),
              Map.entry("retry-after", RetryAfterHarness::new),
              Map.entry("slice", SliceHarness::new),
              Map.entry("target", TargetHarness::new),
              Map.entry("token", TokensHarness::new),
              Map.entry("url", WebhookUrlHarness::new),
              Map.entry("verifier", VerifierHarness::new),
              Map.entry("writer", JsonWriterHarness::new)));

  private Harnesses() {}

  /** In the order of the alphabet, which is that of the first byte under {@link #EVERY}. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The harness of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Harness named(String name) {
    if (name.equals(EVERY)) {
      return every();
    }
    Supplier<Harness> made = ALL.get(name);
    if (made == null) {
      throw new IllegalArgumentException(
          "there is no harness " + name + "; there are " + String.join(", ", names()));
    }
    return made.get();
  }

  private static Harness every() {
    List<Harness> harnesses = ALL.values().stream().map(Supplier::get).toList();
    return input -> {
      if (input.length == 0) {
        harnesses.forEach(harness -> harness.tries(input));
      } else {
        harnesses
            .get((input[0] & 0xff) % harnesses.size())
            .tries(Arrays.copyOfRange(input, 1, input.length));
      }
    };
  }
}
