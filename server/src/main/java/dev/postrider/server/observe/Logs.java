package dev.postrider.server.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up logging: lines of text for people, or of JSON for machines, on standard error. */
public final class Logs {

  private static final int QUEUE = 8_192;

  private static final Map<String, Level> OTHERS =
      Map.of(
          "io.helidon", Level.WARN,
          "io.netty", Level.WARN,
          "org.asynchttpclient", Level.WARN,
          "org.flywaydb", Level.WARN,
          "com.zaxxer", Level.WARN,
          "com.zaxxer.hikari.pool", Level.ERROR);

  /** How to log. */
  public enum Format {
    TEXT,
    JSON
  }

  /** What is logged, and how. */
  public record LogConfig(Format format, Level level) {}

  private Logs() {}

  /** Replaces whatever was set up before. */
  public static void configure(LogConfig config) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setTarget("System.err"); // standard output belongs to what a command prints
    console.setEncoder(encoder(config.format(), context));
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(apart(console, context));
    setLevels(context, config.level());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /**
   * Keeps what others would log to what is trouble, whatever our own level is: the HTTP client's
   * lines hold URLs and signatures, and the pool warns of every connection that an outage broke.
   */
  static void setLevels(LoggerContext context, Level own) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(own);
    OTHERS.forEach((name, least) ->
        context.getLogger(name).setLevel(own.isGreaterOrEqual(least) ? own : least));
  }

  /** On a thread of its own: a terminal that is paused must not pause deliveries. */
  private static AsyncAppender apart(
      ConsoleAppender<ILoggingEvent> console, LoggerContext context) {
    var apart = new AsyncAppender();
    apart.setContext(context);
    apart.setQueueSize(QUEUE);
    apart.setNeverBlock(true);
    apart.addAppender(console);
    apart.start();
    return apart;
  }

  /** Writes what is still on its way. */
  public static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> {
            var text = new PatternLayoutEncoder();
            text.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
            yield text;
          }
          case JSON -> {
            var json = new JsonEncoder();
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithMessage(false);
            json.setWithFormattedMessage(true);
            json.setWithArguments(false);
            yield json;
          }
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
