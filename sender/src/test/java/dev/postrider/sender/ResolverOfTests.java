package dev.postrider.sender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.stream.Stream;

/**
 * What the JDK of the tests looks names up by: {@link RebindingDns} for names below its domain, the
 * system for all others. Nothing is cached, so that every change of an answer is seen.
 */
public final class ResolverOfTests extends InetAddressResolverProvider {
  private static volatile int port;

  /** Called by the JDK. */
  public ResolverOfTests() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  /** From now on the server at this port is asked. */
  static void askAt(int server) {
    port = server;
  }

  @Override
  public String name() {
    return "of the tests";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver system = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        if (!host.endsWith(RebindingDns.DOMAIN)) {
          return system.lookupByName(host, policy);
        }
        try {
          return RebindingDns.ask(port, host).stream();
        } catch (IOException away) {
          throw new UnknownHostException(host);
        }
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return system.lookupByAddress(address);
      }
    };
  }
}
