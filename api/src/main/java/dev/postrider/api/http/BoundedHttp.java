package dev.postrider.api.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HttpLogConfig;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.function.UnaryOperator;

/**
 * Has a web server speak HTTP/1.1 and nothing else, unless HTTP/2 is asked for, with callers who
 * are bounded: in their request lines and headers, in their time, and in what is read of them after
 * their last answer.
 */
public final class BoundedHttp {
  private static final int LONGEST_REQUEST_LINE = 8 * 1024;
  private static final int LARGEST_HEADERS = 16 * 1024;

  private BoundedHttp() {}

  /** Sets it up; the routing still needs {@link Ending} as its first filter. */
  public static WebServerConfig.Builder on(
      WebServerConfig.Builder server, SlowClients slow, ConnectionsPerAddress connections) {
    return on(server, http1(config(slow).build()), slow, connections, KnownEnd::new);
  }

  /** The same for a server of TLS, which speaks HTTP/2 too with those who ask for it. */
  public static WebServerConfig.Builder negotiated(
      WebServerConfig.Builder server, SlowClients slow, ConnectionsPerAddress connections) {
    return on(
        server, new Negotiated(http1(config(slow).build())), slow, connections, KnownEnd::new);
  }

  /**
   * The same for who wants requests as they were sent: bodies are not decoded, whatever their
   * Content-Encoding, and a header that names an encoding which is not known, or has a sign that it
   * cannot have, is no fault. Who goes in the middle of a head is told to the server's handlers.
   */
  public static WebServerConfig.Builder undecoded(
      WebServerConfig.Builder server, SlowClients slow) {
    return on(
            server,
            http1(config(slow).validateRequestHeaders(false).build()),
            slow,
            new ConnectionsPerAddress(0),
            UnaryOperator.identity())
        .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false));
  }

  private static WebServerConfig.Builder on(
      WebServerConfig.Builder server,
      ServerConnectionSelector protocol,
      SlowClients slow,
      ConnectionsPerAddress connections,
      UnaryOperator<ConnectionContext> reading) {
    return server
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        // The only protocol: with a choice, the web server would wait without end for a first byte
        // to choose by.
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new LingeringClose(protocol, slow, connections, reading));
  }

  private static ServerConnectionSelector http1(Http1Config config) {
    return Http1ConnectionSelector.builder().config(config).build();
  }

  private static Http1Config.Builder config(SlowClients slow) {
    return Http1Config.builder()
        .maxPrologueLength(LONGEST_REQUEST_LINE)
        .maxHeadersSize(LARGEST_HEADERS)
        // Of what it looks at, Query looks at the query, and nothing at fragments.
        .validatePrologue(false)
        .sendKeepAliveHeader(false)
        .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
        .addReceiveListener(new RequestHead(slow));
  }
}
