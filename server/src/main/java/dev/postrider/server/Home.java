package dev.postrider.server;

import dev.postrider.postgres.PostgresConfig;
import dev.postrider.seal.MasterKeys;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.DatabaseUrl;
import dev.postrider.server.embedded.Cache;
import dev.postrider.server.embedded.DataDirectory;
import dev.postrider.server.embedded.EmbeddedPostgres;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What lives on this machine's disk: the secret for tokens and the embedded PostgreSQL, each unless
 * given from outside.
 */
final class Home {
  private final Config config;
  private final Parts parts;
  private final RandomGenerator random;
  private @Nullable DataDirectory data;

  /** Adds what it starts to {@code parts}. */
  Home(Config config, Parts parts, RandomGenerator random) {
    this.config = config;
    this.parts = parts;
    this.random = random;
  }

  /** To be asked for before {@link #database}. */
  String jwtSecret() throws IOException {
    String given = config.jwtSecret();
    return given == null ? data().secret(DataDirectory.JWT_SECRET, random) : given;
  }

  /**
   * What the secrets in the database are sealed with: a key that is given, a file that is named, or
   * that of the data directory.
   *
   * <p>Failure policy: fail closed. Where nothing else is written to this machine's disk it may be
   * gone with the next start, and the secrets with it.
   */
  MasterKeys masterKeys() {
    return masterKeys(config, random)
        .orElseGet(() -> {
          if (config.database() != null && config.jwtSecret() != null) {
            throw Complaint.usage(
                "With database.url and jwt.secret nothing is kept on this machine, so Postrider has to be told what seals the secrets in the database: give a key in POSTRIDER_KEYS_MASTER (make one with: head -c 32 /dev/urandom | base64), or a file with keys.file, and keep it as you keep the database.");
          }
          return new MasterKeyFile(data().path().resolve(MasterKeyFile.NAME), random);
        });
  }

  /** Those that settings name; empty when they are in the data directory. */
  static Optional<MasterKeys> masterKeys(Config config, RandomGenerator random) {
    Path file = config.keysFile();
    if (!config.masterKeys().isEmpty()) {
      return Optional.of(new GivenMasterKeys(config.masterKeys()));
    }
    return file == null ? Optional.empty() : Optional.of(new MasterKeyFile(file, random));
  }

  /** The address of a PostgreSQL that answers and is new enough. */
  PostgresConfig database() throws IOException, InterruptedException {
    DatabaseUrl given = config.database();
    if (given != null) {
      ExternalPostgres.check(given);
      complete();
      return config.postgresAt(given.jdbc(), given.user(), given.password());
    }
    EmbeddedPostgres embedded =
        parts.add("embedded PostgreSQL", EmbeddedPostgres.start(data(), Cache.directory(), random));
    complete();
    EmbeddedPostgres.Login login = embedded.login();
    return config.postgresAt(login.jdbc(), login.user(), login.password());
  }

  /** From now on what is missing is a loss. */
  private void complete() throws IOException {
    if (data != null) {
      data.complete();
    }
  }

  /**
   * Taken when first needed: with a database and a secret from outside, nothing is written here.
   */
  private DataDirectory data() {
    DataDirectory open = data;
    if (open == null) {
      open = parts.add("data directory", DataDirectory.open(config.data()));
      data = open;
    }
    return open;
  }
}
