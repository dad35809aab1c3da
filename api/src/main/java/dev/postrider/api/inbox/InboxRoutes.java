package dev.postrider.api.inbox;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.inbox.Inbox;
import dev.postrider.platform.Platforms;

/** The paths of inboxes. A contact may be called anything, percent-encoded as one segment. */
public final class InboxRoutes {
  private InboxRoutes() {}

  public static void add(RouteTable routes, Directory directory, Platforms platforms, Inbox inbox) {
    String contact = "/api/v1/app/{app}/inbox/{contact}";
    String message = contact + "/message/{id}";
    Inboxes inboxes = new Inboxes(directory, platforms, inbox);
    routes.get(contact, inboxes::counts).get(contact + "/message", inboxes::list);
    routes.put(message, inboxes::mark).patch(message, inboxes::mark);
  }
}
