package dev.postrider.server;

import dev.postrider.api.Tokens;
import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Settings;
import dev.postrider.server.embedded.DataDirectory;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postrider token}: prints a bearer token and nothing else. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description =
        "Prints a token for the API, signed with the secret of the data directory or that of"
            + " POSTRIDER_JWT_SECRET. Whoever holds it may do everything in its organisation.",
    footer = {
      "",
      "Examples:",
      "  TOKEN=$(./postrider token)",
      "  curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:8071/api/v1/app",
      "  ./postrider token --organisation org_shop --valid-for 30d"
    })
final class TokenCommand implements Callable<Integer> {
  private static final String ORGANISATION_FORM = "org_[A-Za-z0-9_.-]{1,250}";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = "--organisation",
      paramLabel = "ORG",
      description =
          "Who the token speaks for: org_ and a name. Default: " + Tokens.DEFAULT_ORGANISATION)
  private String organisation = Tokens.DEFAULT_ORGANISATION;

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      description = "How long it holds, from 1m to 3650d. Default: 365d")
  private String validFor = "365d";

  @Override
  public Integer call() throws IOException {
    if (!organisation.matches(ORGANISATION_FORM)) {
      throw Complaint.usage(
          "organisation must be org_ and 1 to 250 letters, digits, dots, dashes or underscores, not \"%s\"."
              .formatted(organisation));
    }
    Duration duration = Catalogue.TOKEN_VALID_FOR.read(validFor, "--valid-for");
    Settings settings = server.settings();
    String secret =
        settings.find(Catalogue.JWT_SECRET).orElseGet(() -> stored(settings.get(Catalogue.DATA)));
    out().println(new Tokens(secret, InstantSource.system()).mint(organisation, duration));
    return 0;
  }

  /** A secret that is made here would be none that a server knows. */
  private static String stored(Path data) {
    return DataDirectory.storedSecret(data, DataDirectory.JWT_SECRET)
        .orElseThrow(() ->
            Complaint.usage(
                "There is no secret in %s yet; start the server once (./postrider serve), or name its data directory with --data, or give its secret in POSTRIDER_JWT_SECRET."
                    .formatted(data.toAbsolutePath().normalize())));
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec).commandLine().getOut();
  }
}
