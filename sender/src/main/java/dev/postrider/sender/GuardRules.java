package dev.postrider.sender;

import dev.postrider.policy.PortSet;

/**
 * What the operator adds to the address guard's own rule, which lets through what is globally
 * reachable. What is denied stays denied whatever is allowed.
 *
 * @param allowAddresses addresses that are let through whatever kind they are. Defaults to none
 * @param denyAddresses addresses that nothing is sent to. Defaults to none
 * @param allowHosts names whose addresses are let through, whichever DNS gives. Defaults to none
 * @param denyHosts names that nothing is sent to. Defaults to none
 * @param denyPorts ports that nothing is sent to. Defaults to {@link PortSet#NO_WEB_SERVERS}
 */
public record GuardRules(
    AddressRanges allowAddresses,
    AddressRanges denyAddresses,
    HostPatterns allowHosts,
    HostPatterns denyHosts,
    PortSet denyPorts) {

  /** The defaults. */
  public static final GuardRules STANDARD = allowing(AddressRanges.NONE);

  /** The defaults with these addresses let through. */
  public static GuardRules allowing(AddressRanges addresses) {
    return new GuardRules(
        addresses,
        AddressRanges.NONE,
        HostPatterns.NONE,
        HostPatterns.NONE,
        PortSet.NO_WEB_SERVERS);
  }
}
