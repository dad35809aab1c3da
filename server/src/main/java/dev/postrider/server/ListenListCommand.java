package dev.postrider.server;

import dev.postrider.server.listen.Listed;
import dev.postrider.server.listen.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postrider listen list}: a line for each webhook that is kept. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description =
        "Prints the webhooks that are kept, oldest first: number, time, what it was answered,"
            + " whether it was verified, bytes, method and path.")
final class ListenListCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private ListenStore store = new ListenStore();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Store kept = store.open();
    ZoneId zone = ZoneId.systemDefault();
    for (long id : kept.ids()) {
      kept.find(id).ifPresent(webhook -> out.println(Listed.line(webhook, zone)));
    }
    out.flush();
    return 0;
  }
}
