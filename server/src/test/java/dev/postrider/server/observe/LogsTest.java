package dev.postrider.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogsTest {

  @ParameterizedTest
  @CsvSource({
    "DEBUG, WARN, ERROR", // a line of debug of the HTTP client holds the URL and the signature
    "INFO, WARN, ERROR",
    "ERROR, ERROR, ERROR",
  })
  void othersAreHeardInTroubleOnly(String own, String client, String pool) {
    var context = new LoggerContext();
    Logs.setLevels(context, Level.toLevel(own));
    assertThat(level(context, "dev.postrider.dispatch.Dispatcher")).isEqualTo(own);
    assertThat(level(context, "org.asynchttpclient.netty.handler.HttpHandler")).isEqualTo(client);
    assertThat(level(context, "io.netty.handler.ssl.SslHandler")).isEqualTo(client);
    assertThat(level(context, "com.zaxxer.hikari.HikariDataSource")).isEqualTo(client);
    assertThat(level(context, "com.zaxxer.hikari.pool.PoolBase")).isEqualTo(pool);
  }

  private static String level(LoggerContext context, String logger) {
    return context.getLogger(logger).getEffectiveLevel().toString();
  }
}
