package dev.postrider.sender;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks DNS; may block its thread for as long as the system's resolver does. */
@FunctionalInterface
public interface HostLookup {

  /** The resolver of the system, hosts file included. */
  HostLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  List<InetAddress> lookup(String host) throws UnknownHostException;
}
