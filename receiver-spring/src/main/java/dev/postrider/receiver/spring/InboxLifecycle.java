package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.InboxBuilder;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.store.StoreException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Opens the inbox when all beans are there and before the web server listens; closes it, which
 * waits for handlers, when the web server has stopped and all beans are there still.
 */
final class InboxLifecycle implements SmartLifecycle {
  private final ReceiverProperties properties;
  private final ConfigurableListableBeanFactory beans;
  private volatile @Nullable Inbox inbox;

  InboxLifecycle(ReceiverProperties properties, ConfigurableListableBeanFactory beans) {
    this.properties = properties;
    this.beans = beans;
  }

  @Override
  public void start() {
    HandlerMethods handlers = new HandlerMethods(beans, beans.getBean(EventType.class));
    WebhookVerifier verifier = beans.getBean(WebhookVerifier.class);
    InboxBuilder builder =
        handlers.join()
            ? Inbox.transactional(verifier, handlers::handle, handlers::outside)
            : Inbox.builder(verifier, handlers::handle);
    ObjectProvider<DataSource> sources = beans.getBeanProvider(DataSource.class);
    if (properties.file() == null) {
      sources.ifUnique(builder::dataSource);
    }
    try {
      properties.tell(builder);
      beans
          .getBeanProvider(InboxCustomizer.class)
          .orderedStream()
          .forEach(customizer -> customizer.customize(builder));
      inbox = builder.open();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("postrider.receiver: " + e.getMessage(), e);
    } catch (StoreException e) {
      throw new IllegalStateException("The store of webhooks could not be opened", e);
    } catch (IllegalStateException e) {
      if (properties.file() != null || sources.getIfUnique() != null) {
        throw e;
      }
      throw new IllegalStateException(
          "Webhooks need a place: set postrider.receiver.file, have one DataSource or one that is"
              + " @Primary (there are "
              + sources.stream().count()
              + "), or let an InboxCustomizer give a store",
          e);
    }
  }

  /** The one that is open. */
  Inbox inbox() {
    return open()
        .orElseThrow(() ->
            new IllegalStateException(
                "The inbox is open as long as the application runs; who wants it earlier than"
                    + " that injects an ObjectProvider<Inbox> and asks it later"));
  }

  Optional<Inbox> open() {
    return Optional.ofNullable(inbox);
  }

  @Override
  public void stop() {
    open().ifPresent(Inbox::close);
    inbox = null;
  }

  @Override
  public boolean isRunning() {
    return inbox != null;
  }

  /** The web server's are higher: what is higher starts later and stops earlier. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
  }

  /** Whoever pauses an application (tests do) leaves its web server running too. */
  @Override
  public boolean isPauseable() {
    return false;
  }
}
