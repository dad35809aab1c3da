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

/** Reads what a caller says about an endpoint's own policy. */
record PolicyIn(PolicyWords words) {
  private static final String NAME = "policy";
  private static final int LARGEST = 16 * 1024;

  /**
   * What becomes of an endpoint's own values; as they are when nothing is said. What is wrong is
   * told with the other members, as far as it is wrong for an endpoint that has these now.
   *
   * @param whole true when nothing stays that is not said
   */
  UnaryOperator<PolicyOverrides> read(
      Fields fields, boolean whole, PolicyOverrides now, Policy platform) {
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
    if (words.read(json, whole, now, platform) instanceof Said.Wrong(var faults)) {
      faults.forEach(fault -> fields.wrong(NAME, fault));
    }
    return stands ->
        switch (words.read(json, whole, stands, platform)) {
          case Said.Good(PolicyOverrides next) -> next;
          case Said.Wrong(var faults) -> {
            List<String> loc = List.of("body", NAME);
            throw Refusal.unprocessable(faults.stream().map(f -> Problem.at(loc, f)).toList());
          }
        };
  }
}
