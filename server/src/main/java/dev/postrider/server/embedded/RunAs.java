package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who PostgreSQL runs as. It refuses to run as root, so root steps down for it.
 *
 * @param prefix goes before the command
 * @param owner must own PostgreSQL's files; null when that is whoever we are
 */
record RunAs(List<String> prefix, @Nullable String owner) {

  static final RunAs OURSELVES = new RunAs(List.of(), null);

  /** A user namespace without a mapping: PostgreSQL sees nobody, the files see root. */
  private static final RunAs NAMESPACE = new RunAs(List.of("unshare", "-U"), null);

  private static final List<String> STAND_INS = List.of("postgres", "nobody");

  /** Chooses for a cluster that lives, or will live, in this directory. */
  static RunAs choose(Path cluster) throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return OURSELVES;
    }
    if (Files.exists(cluster)) {
      String owner = Files.getOwner(cluster, LinkOption.NOFOLLOW_LINKS).getName();
      return owner.equals("root") ? NAMESPACE : user(owner);
    }
    if (Command.succeeds(NAMESPACE.before("true"))) {
      return NAMESPACE;
    }
    for (String name : STAND_INS) {
      if (Command.succeeds(user(name).before("true"))) {
        return user(name);
      }
    }
    throw Complaint.failure(
        "PostgreSQL does not run as root, and this system lets root neither open a user namespace"
            + " (unshare -U) nor become another user (runuser); start Postrider as an ordinary"
            + " user, or give your own PostgreSQL with --database-url.");
  }

  private static RunAs user(String name) {
    return new RunAs(List.of("runuser", "-u", name, "--"), name);
  }

  List<String> before(String... command) {
    var all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    return all;
  }

  /** Gives a directory and what is in it to the owner, who must be able to reach it. */
  void own(Path directory) throws IOException, InterruptedException {
    if (owner == null) {
      return;
    }
    UserPrincipal principal =
        directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.setAttribute(path, "posix:owner", principal, LinkOption.NOFOLLOW_LINKS);
      }
    }
    if (!Command.succeeds(before("test", "-x", directory.toString()))) {
      throw Complaint.failure(
          "PostgreSQL has to run as the user %s, who cannot reach %s; choose a data directory that everybody may enter, such as one under /var/lib, with --data."
              .formatted(owner, directory));
    }
  }
}
