package dev.postrider.api.platforms;

import dev.postrider.api.http.Refusal;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import java.util.Optional;
import java.util.Set;

/**
 * The one webhook of an application, for platforms whose API knows no more of them (Q-7, Y-4). When
 * there are several, because the native API made them, it is the oldest.
 */
record SingleWebhook(Webhooks webhooks) {

  Endpoint of(Routes caller) {
    return caller.endpoints().stream().findFirst().orElseThrow(Refusal::notFound);
  }

  /** Changes the webhook, which keeps its id and history, or creates it. */
  Endpoint set(Routes caller, WebhookTarget target) {
    return webhooks.oneAtATime(
        caller.application(),
        there ->
            there.stream()
                .map(old -> webhooks.change(old, target::in))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() ->
                    webhooks.create(
                        caller.application(), target.url(), Set.of(), target.headers())));
  }

  /** Afterwards the application has no webhook, and nothing is sent. */
  void remove(Routes caller) {
    webhooks.deleteAll(caller);
  }
}
