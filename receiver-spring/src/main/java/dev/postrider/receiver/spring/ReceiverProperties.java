package dev.postrider.receiver.spring;

import dev.postrider.receiver.BackOff;
import dev.postrider.receiver.Identity;
import dev.postrider.receiver.InboxBuilder;
import dev.postrider.receiver.WebhookVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code postrider.receiver.*} says; the defaults of what may be null stand at {@link
 * InboxBuilder}.
 *
 * @param secrets {@code whsec_…} or {@code whpk_…}; one of them has to fit
 * @param tolerance how far from now a signature's time may be
 * @param user of Basic authentication, instead of secrets
 * @param file where webhooks are kept, by SQLite; the application's DataSource when there is none
 * @param typeMember the JSON's member that has the type of the event
 */
@ConfigurationProperties("postrider.receiver")
record ReceiverProperties(
    @DefaultValue List<String> secrets,
    @Nullable Duration tolerance,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("/webhooks") String path,
    @Nullable Path file,
    @Nullable String tablePrefix,
    @DefaultValue("webhook-id") Naming identity,
    @DefaultValue("type") String typeMember,
    @Nullable Integer concurrency,
    @Nullable DataSize maxBody,
    @Nullable Duration bodyTime,
    @Nullable Duration answerTime,
    @Nullable Duration handlerTime,
    @Nullable Duration window,
    @Nullable Duration drainTime,
    @DefaultValue Retry retry) {

  /** What names a webhook. */
  enum Naming {
    WEBHOOK_ID,
    BODY_HASH
  }

  /** See {@link BackOff}. */
  record Retry(@Nullable Duration first, @Nullable Duration longest, @Nullable Integer attempts) {
    BackOff backOff() {
      BackOff usual = BackOff.DEFAULT;
      return new BackOff(
          first == null ? usual.first() : first,
          longest == null ? usual.longest() : longest,
          attempts == null ? usual.attempts() : attempts);
    }
  }

  ReceiverProperties {
    secrets = List.copyOf(secrets);
    if (!secrets.isEmpty() && (user != null || password != null)) {
      throw new IllegalArgumentException(
          "postrider.receiver: either secrets, or user and password, not both");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "postrider.receiver: user and password are there together or not at all");
    }
    if (!path.startsWith("/") || path.contains("*")) {
      throw new IllegalArgumentException(
          "postrider.receiver.path: begins with / and has no *, unlike " + path);
    }
    if (typeMember.isBlank()) {
      throw new IllegalArgumentException("postrider.receiver.type-member: not blank");
    }
    if (maxBody != null && maxBody.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("postrider.receiver.max-body: at most 64MB");
    }
  }

  WebhookVerifier verifier() {
    if (secrets.isEmpty() && user == null) {
      throw new IllegalStateException(
          "Nobody could tell whose webhooks they are: set postrider.receiver.secrets, or"
              + " postrider.receiver.user and .password, or define a bean of type WebhookVerifier;"
              + " or set postrider.receiver.enabled=false");
    }
    try {
      return user != null && password != null
          ? WebhookVerifier.basic(user, password)
          : WebhookVerifier.signed(
              secrets,
              tolerance == null ? WebhookVerifier.TOLERANCE : tolerance,
              InstantSource.system());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("postrider.receiver: " + e.getMessage(), e);
    }
  }

  void tell(InboxBuilder inbox) {
    PropertyMapper map = PropertyMapper.get();
    map.from(file).to(inbox::file);
    map.from(tablePrefix).to(inbox::tablePrefix);
    map.from(concurrency).to(inbox::concurrency);
    map.from(maxBody).as(size -> (int) size.toBytes()).to(inbox::maxBody);
    map.from(bodyTime).to(inbox::bodyTime);
    map.from(answerTime).to(inbox::answerTime);
    map.from(handlerTime).to(inbox::handlerTime);
    map.from(window).to(inbox::window);
    map.from(drainTime).to(inbox::drainTime);
    inbox.backOff(retry.backOff());
    inbox.identity(
        switch (identity) {
          case WEBHOOK_ID -> Identity.webhookId();
          case BODY_HASH -> Identity.bodyHash();
        });
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "postrider.receiver at " + path;
  }
}
