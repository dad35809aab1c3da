package dev.postrider.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Two pairs of network devices between this namespace and that of a server: one for its API, one
 * for its webhooks, so that either can be cut alone. They go with the namespace.
 */
record ChaosLinks(Link api, Link webhooks) {
  private static final int LINKS = 1 << 14;

  /** One pair: the device at this end, and the addresses of both. */
  record Link(String device, String here, String server) {}

  /** Makes them; null where that is not allowed. */
  static @Nullable ChaosLinks into(long pid) throws IOException, InterruptedException {
    String inside = Long.toString(pid);
    if (!ChaosShell.succeeds(
        "nsenter", "--target", inside, "--net", "ip", "link", "set", "lo", "up")) {
      return null;
    }
    Link api = link(pid, "a", 2 * pid);
    Link webhooks = api == null ? null : link(pid, "w", 2 * pid + 1);
    return api == null || webhooks == null ? null : new ChaosLinks(api, webhooks);
  }

  private static @Nullable Link link(long pid, String name, long number)
      throws IOException, InterruptedException {
    String here = "chaos-" + name + pid % 1_000_000;
    String there = "server-" + name;
    // Networks of four addresses out of the block that is kept for tests (RFC 2544).
    long base = number % LINKS * 4;
    String net = "198.18." + base / 256 + ".";
    var link = new Link(here, net + (base % 256 + 1), net + (base % 256 + 2));
    String target = Long.toString(pid);
    boolean made =
        ChaosShell.succeeds(
                "ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", target)
            && ChaosShell.succeeds("ip", "addr", "add", link.here + "/30", "dev", here)
            && ChaosShell.succeeds("ip", "link", "set", here, "up")
            && ChaosShell.succeeds(
                "nsenter",
                "--target",
                target,
                "--net",
                "ip",
                "addr",
                "add",
                link.server + "/30",
                "dev",
                there)
            && ChaosShell.succeeds(
                "nsenter", "--target", target, "--net", "ip", "link", "set", there, "up");
    return made ? link : null;
  }

  /** From now on webhooks vanish, and whatever belongs to them. */
  void cut() throws IOException, InterruptedException {
    ChaosShell.run("ip", "link", "set", webhooks.device, "down");
  }

  void mend() throws IOException, InterruptedException {
    ChaosShell.run("ip", "link", "set", webhooks.device, "up");
  }
}
