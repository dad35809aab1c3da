package dev.postrider.server;

import dev.postrider.server.listen.Kept;
import dev.postrider.server.listen.Replay;
import dev.postrider.server.listen.ReplayText;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.server.terminal.Ink;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postrider listen replay}: sends one that is kept again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description =
        "Sends a webhook that is kept to a URL of yours, with its method, its headers and its exact"
            + " bytes, and prints the answer. Exits with 0 when that is 2xx, otherwise with 1.",
    footer = {
      "",
      "Examples:",
      "  ./postrider listen replay 17 --to http://localhost:8080/hook",
      "  ./postrider listen replay --last --to http://localhost:8080/hook"
    })
final class ListenReplayCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private ListenStore store = new ListenStore();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The number of the webhook, as it was printed.")
  private @Nullable String id;

  @Option(names = "--last", description = "The newest instead of one by its number.")
  private boolean last;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "Where to: http or https; what is redirected is not followed.")
  private String to = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (last == (id != null)) {
      throw Complaint.usage("Say which webhook: its number, or --last.");
    }
    Replay replay = Replay.to(to);
    Kept kept = store.find(id);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    var text = new ReplayText(out, Ink.of(Help.Ansi.AUTO.enabled(), System.out.charset()));
    text.sending(kept, replay.place(), InstantSource.system().instant());
    Replay.Answer answer = replay.send(kept.arrival());
    text.answered(answer);
    return answer.status() / 100 == 2 ? 0 : 1;
  }
}
