package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.platform.PolicyWords;
import dev.postrider.platform.PolicyWords.Said;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads what a caller says about the policy of an endpoint, or of an event type. */
record PolicyIn(PolicyWords words) {
  private static final String NAME = "policy";
  private static final int LARGEST = 16 * 1024;

  /** One way in which the words are read over what stands. */
  @FunctionalInterface
  private interface Reader {
    Said read(String json, PolicyOverrides stands);
  }

  /**
   * What becomes of an endpoint's own values; as they are when nothing is said. What is wrong is
   * told with the other members, as far as it is wrong for an endpoint that has these now.
   *
   * @param whole true when nothing stays that is not said
   */
  UnaryOperator<PolicyOverrides> read(
      Fields fields, boolean whole, PolicyOverrides now, Policy platform) {
    return read(fields, now, (json, stands) -> words.read(json, whole, stands, platform));
  }

  /** The same for an event type. */
  UnaryOperator<PolicyOverrides> readOfType(Fields fields, boolean whole, PolicyOverrides now) {
    return read(fields, now, (json, stands) -> words.readOfType(json, whole, stands));
  }

  private static UnaryOperator<PolicyOverrides> read(
      Fields fields, PolicyOverrides now, Reader reader) {
    if (!fields.present(NAME)) {
      return stands -> stands;
    }
    if (fields.isNull(NAME)) {
      return _ -> PolicyOverrides.NONE;
    }
    String json = fields.object(NAME, LARGEST);
    if (json == null) {
      return stands -> stands;
    }
    if (reader.read(json, now) instanceof Said.Wrong(var faults)) {
      faults.forEach(fault -> fields.wrong(NAME, fault));
    }
    return stands ->
        switch (reader.read(json, stands)) {
          case Said.Good(PolicyOverrides next) -> next;
          case Said.Wrong(var faults) -> {
            List<String> loc = List.of("body", NAME);
            throw Refusal.unprocessable(faults.stream().map(f -> Problem.at(loc, f)).toList());
          }
        };
  }
}
