package dev.postrider.server;

import dev.postrider.audit.Origin;
import dev.postrider.postgres.KeyRotation;
import dev.postrider.postgres.KeySource;
import dev.postrider.postgres.PostgresConfig;
import dev.postrider.seal.MasterKey;
import dev.postrider.seal.MasterKeys;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.DatabaseUrl;
import dev.postrider.server.embedded.EmbeddedPostgres;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code postrider keys}: changes the master key, by which the secrets in the database are sealed.
 */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description =
        "Changes the master key that seals the secrets in the database, while the server runs."
            + " docs/operations.md explains it.",
    subcommands = {KeysCommand.Rotate.class, KeysCommand.Prune.class},
    footer = {
      "",
      "Examples:",
      "  ./postrider keys rotate    seal everything under a new key",
      "  ./postrider keys prune     remove the keys that nothing needs any more"
    })
final class KeysCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Objects.requireNonNull(spec).commandLine().usage(out(spec));
    return 2;
  }

  private static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private static String names(List<MasterKey> keys) {
    return keys.stream().map(MasterKey::name).collect(Collectors.joining(", "));
  }

  private static MasterKeyFile keys(Config config, SecureRandom random) {
    MasterKeys keys =
        Home.masterKeys(config, random)
            .orElseGet(() -> new MasterKeyFile(config.data().resolve(MasterKeyFile.NAME), random));
    if (!(keys instanceof MasterKeyFile found)) {
      throw Complaint.usage(
          "The master keys are given by keys.master, which only you can change: put a new one (head -c 32 /dev/urandom | base64) and a comma before them, start the server again, and take the old ones away when it has started.");
    }
    if (found.read().isEmpty()) {
      throw Complaint.usage(
          "There are no master keys in %s yet; start the server once (./postrider serve), or name its data directory with --data or its configuration with --config."
              .formatted(found.place()));
    }
    return found;
  }

  private static KeyRotation rotation(Config config) throws IOException {
    DatabaseUrl own = config.database();
    PostgresConfig database =
        own == null
            ? EmbeddedPostgres.running(config.data())
                .map(login -> config.postgresAt(login.jdbc(), login.user(), login.password()))
                .orElseThrow(() ->
                    Complaint.failure(
                        "The database in %s does not run; start the server first (./postrider serve)."
                            .formatted(config.data().toAbsolutePath().normalize())))
            : config.postgresAt(own.jdbc(), own.user(), own.password());
    return new KeyRotation(database);
  }

  private interface Work {
    void on(MasterKeyFile keys, KeyRotation rotation);
  }

  private static int work(String command, ServerOptions server, SecureRandom random, Work work)
      throws IOException {
    Config config = Config.of(server.settings(), Commands.Version.text());
    MasterKeyFile keys = keys(config, random);
    try {
      KeyRotation rotation = rotation(config);
      return Origin.within(
          new Operator("postrider keys " + command),
          () -> {
            work.on(keys, rotation);
            return 0;
          });
    } catch (IllegalStateException refused) {
      throw Complaint.failure("The master key is not changed: " + refused.getMessage() + ".");
    }
  }

  /** Makes a new key, and brings everything under it. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Commands.Version.class,
      description =
          "Makes a new master key and seals with it what the old one sealed. A server that runs goes"
              + " on, and takes the new key by itself. If it is interrupted, run it again.")
  static final class Rotate implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws IOException {
      var random = new SecureRandom();
      return work(
          "rotate",
          server,
          random,
          (keys, rotation) -> {
            rotation.needed(needed -> {
              int current = keys.read().getFirst().number();
              // Otherwise an earlier one was interrupted, and goes on.
              if (needed.stream().allMatch(number -> number == current)) {
                keys.add();
              }
            });
            int endpoints = rotation.run(new KeySource(keys, random), InstantSource.system());
            out(spec)
                .printf(
                    "The master key is %s now, and %d endpoints were sealed anew. Back up %s;"
                        + " ./postrider keys prune removes older keys from it.%n",
                    keys.read().getFirst().name(), endpoints, keys.place());
          });
    }
  }

  /** Removes what nothing needs. */
  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      versionProvider = Commands.Version.class,
      description =
          "Removes the master keys under which nothing in the database is sealed. A backup from"
              + " before the last rotation needs them: keep their file with it.")
  static final class Prune implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws IOException {
      return work(
          "prune",
          server,
          new SecureRandom(),
          (keys, rotation) ->
              rotation.needed(needed -> {
                List<MasterKey> kept = new ArrayList<>();
                List<MasterKey> gone = new ArrayList<>();
                for (MasterKey key : keys.read()) {
                  (kept.isEmpty() || needed.contains(key.number()) ? kept : gone).add(key);
                }
                if (!gone.isEmpty()) {
                  keys.write(kept);
                }
                out(spec)
                    .printf(
                        "%s; %s %s.%n",
                        gone.isEmpty() ? "Nothing is removed" : "Removed: " + names(gone),
                        keys.place(),
                        "has " + names(kept));
              }));
    }
  }
}
