package dev.postrider.testkit;

import dev.postrider.directory.Credential;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.directory.Stored;
import dev.postrider.message.ApplicationId;
import java.util.Optional;
import java.util.TreeMap;

/** The credentials of a directory in maps. Not safe for threads: the directory's lock guards it. */
final class MemoryCredentials {
  private final TreeMap<String, Credential> credentials = new TreeMap<>();

  Stored<Credential> create(Credential credential) {
    String platform = credential.platform();
    String name = credential.settings().name();
    Optional<Credential> holder =
        named(platform, name).or(() -> bySecret(platform, credential.secret()));
    if (holder.isPresent()) {
      return new Stored.Taken<>(holder.get());
    }
    credentials.put(key(platform, name), credential);
    return new Stored.Done<>(credential);
  }

  Optional<Credential> named(String platform, String name) {
    return Optional.ofNullable(credentials.get(key(platform, name)));
  }

  Optional<Credential> bySecret(String platform, SecretHash secret) {
    return credentials.values().stream()
        .filter(c -> c.platform().equals(platform) && c.secret().equals(secret))
        .findFirst();
  }

  Page<Credential> page(ApplicationId application, Page.Request<String> page) {
    return Pages.cut(
        credentials.values().stream().filter(c -> c.application().equals(application)),
        c -> c.settings().name(),
        page);
  }

  boolean delete(ApplicationId application, String name) {
    return credentials
        .values()
        .removeIf(c -> c.application().equals(application) && c.settings().name().equals(name));
  }

  void deleteAll(ApplicationId application) {
    credentials.values().removeIf(c -> c.application().equals(application));
  }

  private static String key(String platform, String name) {
    return platform + "/" + name;
  }
}
