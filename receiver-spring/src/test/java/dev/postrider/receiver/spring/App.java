package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.adapter.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** A whole application on a free port, as its developer would have it. */
final class App implements Endpoint {
  private final ConfigurableApplicationContext context;

  private App(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Without a database. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
  static class Plain {}

  /** With whatever {@code spring.datasource} says. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithDatabase {}

  /** Of this configuration, these beans and these {@code name=value}. */
  static App start(Class<?> configuration, List<?> beans, String... properties) {
    List<String> arguments = new ArrayList<>();
    Stream.concat(
            Stream.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.main.banner-mode=off",
                "logging.level.root=warn"),
            Stream.of(properties))
        .forEach(property -> arguments.add("--" + property));
    return new App(
        new SpringApplicationBuilder(configuration)
            .initializers(context -> {
              for (Object bean : beans) {
                register((GenericApplicationContext) context, bean);
              }
            })
            .registerShutdownHook(false)
            .run(arguments.toArray(String[]::new)));
  }

  @SuppressWarnings("unchecked")
  private static <T> void register(GenericApplicationContext context, T bean) {
    Class<T> type = (Class<T>) bean.getClass();
    context.registerBean(type.getName(), type, () -> bean);
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  @Override
  public int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  @Override
  public Inbox inbox() {
    return context.getBean(Inbox.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
