package dev.postrider.server;

import dev.postrider.server.listen.Kept;
import dev.postrider.server.listen.Store;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which the commands of {@code listen} are told where webhooks are kept. */
final class ListenStore {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Where webhooks are kept, with all their headers, for you alone. Default: postrider/listen"
              + " in your state folder (~/.local/state)")
  private @Nullable Path folder;

  Store open() {
    return Store.open(folder == null ? usual() : folder);
  }

  /** The webhook of this number, as somebody typed it; the last one for null. */
  Kept find(@Nullable String number) throws IOException {
    Store store = open();
    List<Long> ids = store.ids();
    if (ids.isEmpty()) {
      throw Complaint.usage(
          "There is no webhook in %s yet; take some with ./postrider listen, or name another folder with --store."
              .formatted(store.folder()));
    }
    if (number != null && !number.matches("[0-9]{1,15}")) {
      throw Complaint.usage(
          "ID must be the number that a webhook was printed with, such as %d."
              .formatted(ids.getLast()));
    }
    long id = number == null ? ids.getLast() : Long.parseLong(number);
    return store
        .find(id)
        .orElseThrow(() ->
            Complaint.usage(
                "There is no webhook %d in %s; ./postrider listen list shows those that there are."
                    .formatted(id, store.folder())));
  }

  private static Path usual() {
    return Store.usual(
        System.getenv(),
        System.getProperty("os.name", ""),
        System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/tmp")));
  }
}
