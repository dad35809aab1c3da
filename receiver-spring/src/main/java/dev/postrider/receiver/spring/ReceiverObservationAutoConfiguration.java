package dev.postrider.receiver.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and meters, in applications that have the actuator. */
@AutoConfiguration(after = ReceiverAutoConfiguration.class)
@ConditionalOnBean(InboxLifecycle.class)
public final class ReceiverObservationAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static final class Health {
    @Bean
    @ConditionalOnEnabledHealthIndicator("webhooks")
    HealthIndicator webhooksHealthIndicator(InboxLifecycle lifecycle) {
      return new InboxHealth(lifecycle);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static final class Meters {
    @Bean
    MeterBinder webhooksMeters(InboxLifecycle lifecycle) {
      return new InboxMeters(lifecycle);
    }
  }
}
