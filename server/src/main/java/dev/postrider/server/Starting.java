package dev.postrider.server;

import dev.postrider.api.Api;
import dev.postrider.api.ApiConfig;
import dev.postrider.api.DoorConfig;
import dev.postrider.api.tls.TlsFiles;
import dev.postrider.api.tls.UnusableCertificate;
import dev.postrider.console.Console;
import dev.postrider.console.ConsoleConfig;
import dev.postrider.console.live.Tail;
import dev.postrider.console.page.Brand;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.directory.Directory;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.MessageLog;
import dev.postrider.platform.Platforms;
import dev.postrider.platforms.InvalidPlatforms;
import dev.postrider.platforms.PlatformFiles;
import dev.postrider.postgres.JournalListener;
import dev.postrider.postgres.KeySource;
import dev.postrider.postgres.Postgres;
import dev.postrider.postgres.PostgresConfig;
import dev.postrider.postgres.UnsuitableDatabase;
import dev.postrider.sender.HostLookup;
import dev.postrider.sender.HttpSender;
import dev.postrider.sender.SenderConfig;
import dev.postrider.server.observe.Metrics;
import dev.postrider.server.observe.Observation;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The steps of the start that the surroundings can spoil, which is then told in one sentence. */
final class Starting {
  private Starting() {}

  /** Reads every platform file, and says of each wrong one where and why. */
  static Platforms platforms(@Nullable Path folder) {
    try {
      return PlatformFiles.load(folder);
    } catch (InvalidPlatforms wrong) {
      throw Complaint.usage("The platform files cannot be used:\n" + wrong.getMessage());
    }
  }

  static Postgres open(
      PostgresConfig config,
      KeySource keys,
      InstantSource clock,
      Platforms platforms,
      JournalListener listener) {
    try {
      return Postgres.open(config, keys, clock, platforms, listener);
    } catch (RuntimeException refused) {
      throw told(refused);
    }
  }

  /** Reads the certificates that are trusted, whose file is the user's. */
  static HttpSender sender(SenderConfig config, Directory directory, InstantSource clock) {
    try {
      return new HttpSender(
          config,
          directory::endpoint,
          message -> directory.eventTypePolicy(message.application(), message.eventType()),
          HostLookup.SYSTEM,
          clock);
    } catch (IllegalArgumentException unreadable) {
      throw Complaint.usage(unreadable.getMessage() + ".");
    }
  }

  static void subscribe(MessageLog log, LogConsumer consumer) throws InterruptedException {
    try {
      log.subscribe(consumer);
    } catch (RuntimeException refused) {
      throw told(refused);
    }
  }

  /**
   * Says why nothing could listen at this place, before anything else is started: the web server
   * itself only logs it.
   */
  static void requirePlace(String host, int port, String key, String option) {
    var address = new InetSocketAddress(host, port);
    try (var place = new ServerSocket()) {
      if (address.isUnresolved() || !ours(address.getAddress())) {
        throw Complaint.usage(
            "%s must be an address of this machine, not \"%s\".".formatted(key, host));
      }
      place.bind(address);
    } catch (IOException taken) {
      throw Complaint.failure(
          "Port %d of %s is taken, or not ours to take (%s); choose another with %s, or stop the program that has it."
              .formatted(port, host, taken.getMessage(), option));
    }
  }

  /** Reads the certificate, whose files are the user's, before anything else is started. */
  static void requireCertificate(ApiConfig config) {
    TlsFiles files = config.door().tls();
    if (files != null) {
      try {
        files.require();
      } catch (UnusableCertificate unusable) {
        throw Complaint.usage(unusable.getMessage() + ".");
      }
    }
  }

  private static boolean ours(InetAddress address) throws SocketException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  static void listen(Api api, ApiConfig config) {
    api.start();
    if (api.port() < 0) {
      throw Complaint.failure(
          "Postrider cannot listen at port %d of %s; the log says why."
              .formatted(config.port(), config.host()));
    }
  }

  /** The pages; sessions hold at all servers that know the secret. */
  static Console console(
      DoorConfig door,
      ConsoleConfig config,
      String secret,
      Tail tail,
      InstantSource clock,
      RandomGenerator random) {
    boolean framed = !config.framedBy().isEmpty();
    SessionCookies cookies =
        new SessionCookies(
            secret.getBytes(StandardCharsets.UTF_8),
            door.tls() != null || config.secure(),
            framed,
            config.session(),
            clock,
            random);
    String frames = framed ? String.join(" ", config.framedBy()) : "'none'";
    return new Console(cookies, brand(config), frames, door.clients(), tail, clock);
  }

  private static Brand brand(ConsoleConfig config) {
    Path file = config.logo();
    try {
      Brand.@Nullable Logo logo = file == null ? null : Brand.Logo.read(file);
      return new Brand(config.name(), config.light(), config.dark(), logo);
    } catch (NoSuchFileException missing) {
      throw Complaint.usage("console.logo: there is no file %s.".formatted(file));
    } catch (AccessDeniedException closed) {
      throw Complaint.usage(
          "console.logo: %s may not be read; check its permissions.".formatted(file));
    } catch (IOException unusable) {
      throw Complaint.usage(
          "console.logo: %s cannot be shown: %s.".formatted(file, unusable.getMessage()));
    }
  }

  static Observation observation(
      String host, int port, Metrics metrics, BooleanSupplier healthy, InstantSource clock) {
    Observation observation = Observation.start(host, port, metrics, healthy, clock);
    if (observation.port() < 0) {
      observation.close();
      throw Complaint.failure(
          "Postrider cannot listen at port %d of %s; the log says why.".formatted(port, host));
    }
    return observation;
  }

  /** Whatever is not the surroundings' fault is ours, and stays as it is. */
  private static RuntimeException told(RuntimeException refused) {
    Optional<Complaint> database = ExternalPostgres.told(refused);
    if (database.isPresent()) {
      return database.get();
    }
    String why = "Postrider does not start: " + refused.getMessage() + ".";
    return switch (refused) {
      case UnsuitableDatabase _ -> Complaint.usage(why);
      case IllegalStateException _ -> Complaint.failure(why);
      default -> refused;
    };
  }
}
