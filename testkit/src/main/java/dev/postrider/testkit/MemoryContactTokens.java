package dev.postrider.testkit;

import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import dev.postrider.directory.SecretHash;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.ContactTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Contacts' tokens in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryContactTokens implements ContactTokens {
  private record Given(Credential credential, String contact, Instant at) {}

  private final Map<SecretHash, Given> tokens = new LinkedHashMap<>();
  private final Directory directory;
  private final InstantSource clock;

  public MemoryContactTokens(Directory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public synchronized boolean give(Credential credential, String contact, SecretHash token) {
    Given given = new Given(credential, contact, clock.instant());
    if (!live(given)) {
      return false;
    }
    tokens.put(token, given);
    while (tokens.values().stream().filter(g -> same(g, given)).count() > MOST) {
      tokens
          .entrySet()
          .remove(
              tokens.entrySet().stream()
                  .filter(e -> same(e.getValue(), given))
                  .findFirst()
                  .orElseThrow());
    }
    return true;
  }

  private static boolean same(Given one, Given other) {
    return one.contact().equals(other.contact())
        && one.credential().application().equals(other.credential().application());
  }

  @Override
  public synchronized Optional<Contact> rotate(SecretHash token, SecretHash next) {
    return Optional.ofNullable(tokens.remove(token))
        .filter(this::live)
        .map(given -> {
          tokens.put(next, new Given(given.credential(), given.contact(), clock.instant()));
          return new Contact(given.credential().application(), given.contact());
        });
  }

  private boolean live(Given given) {
    return given.at().plus(VALIDITY).isAfter(clock.instant())
        && directory
            .credential(given.credential().platform(), given.credential().settings().name())
            .filter(known -> known.createdAt().equals(given.credential().createdAt()))
            .isPresent();
  }
}
