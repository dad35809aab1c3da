package dev.postrider.receiver.helidon;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.adapter.Endpoint;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import java.util.function.Consumer;

/** Helidon's web server with the service. */
final class HelidonEndpoint implements Endpoint {
  /** Bodies with a content encoding come as they are. */
  static final Consumer<WebServerConfig.Builder> NO_DECODING =
      server ->
          server
              .contentEncoding(encoding -> encoding.contentEncodingsDiscoverServices(false))
              .addProtocol(Http1Config.builder().validateRequestHeaders(false).build());

  private final Inbox inbox;
  private final WebServer server;

  HelidonEndpoint(Inbox inbox, String path, Consumer<WebServerConfig.Builder> settings) {
    this.inbox = inbox;
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing -> routing.register(path, new InboxService(() -> inbox)));
    settings.accept(builder);
    this.server = builder.build().start();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    server.stop();
    inbox.close();
  }
}
