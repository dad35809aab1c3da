package dev.postrider.api.platforms;

import dev.postrider.directory.Endpoint;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One event of an endpoint: what Comm100 calls a webhook (C-19).
 *
 * <p>An endpoint made here has one event, and its webhook has the endpoint's id whatever that event
 * becomes. One made natively may have several, or all: then each is a webhook whose id holds the
 * event's number, so that deleting one gives no other its name. A webhook that is left alone by
 * that answers to the endpoint's id from then on, and to its old one as well.
 *
 * @param number of the event, from 1, in the vendor's order
 * @param alone true when the endpoint has no other event
 */
record Comm100Webhook(Endpoint endpoint, int number, String event, boolean alone) {

  /** The webhooks that an endpoint is, in the order of the catalogue. */
  static List<Comm100Webhook> of(Endpoint endpoint, Platform platform) {
    Set<String> wanted = endpoint.settings().eventTypes();
    List<Comm100Webhook> webhooks = new ArrayList<>();
    int number = 0;
    for (EventKind kind : platform.events()) {
      number++;
      if (wanted.isEmpty() || wanted.contains(kind.name())) {
        webhooks.add(new Comm100Webhook(endpoint, number, kind.name(), wanted.size() == 1));
      }
    }
    return webhooks;
  }

  WebhookGuid id() {
    return new WebhookGuid(endpoint.id(), alone ? WebhookGuid.ALONE : number);
  }

  boolean answersTo(WebhookGuid id) {
    return id.equals(id()) || id.equals(new WebhookGuid(endpoint.id(), number));
  }

  String targetUrl() {
    return endpoint.settings().url();
  }
}
