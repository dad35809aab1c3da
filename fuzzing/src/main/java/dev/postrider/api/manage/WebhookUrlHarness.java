package dev.postrider.api.manage;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.sender.TargetHarness;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the API takes for a URL the sender understands, and as the same place in every form that is
 * kept of it. An input is a URL.
 */
public final class WebhookUrlHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    String url = new String(input, StandardCharsets.UTF_8);
    if (WebhookUrl.RULE.problem(url) != null) {
      return;
    }
    String kept = WebhookUrl.kept(url);
    Optional<String> place = TargetHarness.place(kept);
    Property.holds(place.isPresent(), "the sender understands " + kept);
    Property.holds(
        kept.length() > url.length() || WebhookUrl.RULE.problem(kept) == null,
        "what is kept can be said again");
    Property.holds(
        place.orElseThrow().endsWith(" " + WebhookUrl.port(url)), "the port that rules are about");
    Property.same(
        TargetHarness.place(WebhookUrl.normalised(url)), place, "normalised, the same place");
    Property.same(
        TargetHarness.place(WebhookUrl.withoutUserInfo(kept)), place, "shown, the same place");
    Property.holds(!WebhookUrl.withoutUserInfo(kept).contains("@") || !authority(kept), "no user");
    Property.holds(WebhookUrl.user(url).map(user -> !user.contains(":")).orElse(true), "one user");
  }

  private static boolean authority(String url) {
    String shown = WebhookUrl.withoutUserInfo(url);
    String rest = shown.substring(shown.indexOf("://") + 3);
    return rest.split("[/?#]", 2)[0].contains("@");
  }
}
