package dev.postrider.server.config;

import dev.postrider.policy.PortSet;
import dev.postrider.sender.AddressRanges;
import dev.postrider.sender.GuardRules;
import dev.postrider.sender.HostPatterns;
import java.util.List;

/** The settings of where webhooks may be sent to. */
public final class GuardKeys {
  private static final GuardRules DEFAULT = GuardRules.STANDARD;

  public static final Key<AddressRanges> ALLOW_ADDRESSES =
      Key.of(
          "allowAddresses",
          Kinds.addresses(),
          DEFAULT.allowAddresses(),
          "Addresses that webhooks may have although they are not public, such as 127.0.0.0/8.");

  static final Key<AddressRanges> DENY_ADDRESSES =
      Key.of(
          "denyAddresses",
          Kinds.addresses(),
          DEFAULT.denyAddresses(),
          "Addresses that no webhook may have, whatever is allowed.");

  static final Key<HostPatterns> ALLOW_HOSTS =
      Key.of(
          "allowHosts",
          Kinds.hosts(),
          DEFAULT.allowHosts(),
          "Hosts that webhooks may have whatever their addresses are; trusts the DNS of these"
              + " names.");

  static final Key<HostPatterns> DENY_HOSTS =
      Key.of(
          "denyHosts",
          Kinds.hosts(),
          DEFAULT.denyHosts(),
          "Hosts that no webhook may have, whatever is allowed.");

  static final Key<PortSet> DENY_PORTS =
      Key.of(
          "denyPorts",
          Kinds.ports(),
          DEFAULT.denyPorts(),
          "Ports that no webhook may have: by default those of services that are no web servers."
              + " What is given replaces these.");

  static final List<Key<?>> KEYS =
      List.of(ALLOW_ADDRESSES, DENY_ADDRESSES, ALLOW_HOSTS, DENY_HOSTS, DENY_PORTS);

  private GuardKeys() {}

  static GuardRules rules(Settings s) {
    return new GuardRules(
        s.get(ALLOW_ADDRESSES),
        s.get(DENY_ADDRESSES),
        s.get(ALLOW_HOSTS),
        s.get(DENY_HOSTS),
        s.get(DENY_PORTS));
  }
}
