package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.WebhookVerifier;
import dev.postrider.receiver.servlet.InboxServlet;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/** Takes webhooks at {@code postrider.receiver.path} and gives them to methods of beans. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "postrider.receiver.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ReceiverProperties.class)
public final class ReceiverAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  WebhookVerifier webhookVerifier(ReceiverProperties properties) {
    return properties.verifier();
  }

  @Bean
  @ConditionalOnMissingBean
  EventType webhookEventType(ReceiverProperties properties) {
    return EventType.jsonMember(properties.typeMember());
  }

  @Bean
  InboxLifecycle webhookInboxLifecycle(
      ReceiverProperties properties, ConfigurableListableBeanFactory beans) {
    return new InboxLifecycle(properties, beans);
  }

  /** Whichever is open when it is asked for; the lifecycle closes it. */
  @Bean(destroyMethod = "")
  @Scope("prototype")
  Inbox webhookInbox(InboxLifecycle lifecycle) {
    return lifecycle.inbox();
  }

  @Bean
  ServletRegistrationBean<InboxServlet> webhookServlet(
      ReceiverProperties properties, InboxLifecycle lifecycle) {
    ServletRegistrationBean<InboxServlet> servlet =
        new ServletRegistrationBean<>(new InboxServlet(lifecycle::inbox), properties.path());
    servlet.setName("webhooks");
    return servlet;
  }
}
