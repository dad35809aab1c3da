package dev.postrider.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells by which address a client is known: that of the connection, which nobody can forge. Only
 * where that is a trusted proxy's does {@code X-Forwarded-For} count, from its end: each trusted
 * proxy is believed about who called it, and nobody else about anybody.
 *
 * @param trusted the reverse proxies of one's own
 */
public record ClientAddress(Predicate<InetAddress> trusted) {
  /** No proxy is trusted. */
  public static final ClientAddress PEER = new ClientAddress(_ -> false);

  private static final HeaderName HEADER = HeaderNames.create("x-forwarded-for");

  /** More proxies than these stand in front of nobody. */
  private static final int MOST_HOPS = 16;

  /** An IPv6 address with brackets and port has room; so have zones, which no proxy writes. */
  private static final int LONGEST = 80;

  private static final int NETWORK_BYTES = 8;

  /** The client's address. */
  InetAddress of(ServerRequest request) {
    InetAddress peer = ((InetSocketAddress) request.remotePeer().address()).getAddress();
    return trusted.test(peer) ? behind(peer, request.headers().values(HEADER)) : peer;
  }

  /** Walks back from proxy to proxy; what cannot be read ends the walk at whoever wrote it. */
  private InetAddress behind(InetAddress proxy, List<String> headers) {
    String[] hops = String.join(",", headers).split(",", -1);
    InetAddress known = proxy;
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - MOST_HOPS); i--) {
      String hop = hops[i].strip();
      if (hop.isEmpty() || hop.length() > LONGEST) {
        return known;
      }
      try {
        known = InetAddress.ofLiteral(literal(hop));
      } catch (IllegalArgumentException nonsense) {
        return known;
      }
      if (!trusted.test(known)) {
        return known;
      }
    }
    return known;
  }

  /** Without the port and the brackets that some proxies write. */
  private static String literal(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }

  /**
   * What a client is counted by: its address, of IPv6 the first 64 bits, because whoever has one
   * such address has all of them.
   */
  String network(ServerRequest request) {
    return network(of(request));
  }

  static String network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] first = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 16);
    try {
      return InetAddress.getByAddress(first).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}
