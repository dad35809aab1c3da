package dev.postrider.receiver.spring;

import dev.postrider.receiver.TransactionalHandler;
import dev.postrider.receiver.Webhook;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Gives each webhook to the method that takes its type. */
final class HandlerMethods {
  private static final System.Logger LOG = System.getLogger("dev.postrider.receiver.spring");

  private final ConfigurableListableBeanFactory beans;
  private final EventType eventType;
  private final Map<String, HandlerMethod> byType = new HashMap<>();
  private @Nullable HandlerMethod others;

  /**
   * Those of all beans.
   *
   * @throws IllegalStateException when there is none, one cannot be called, or two take one type
   */
  HandlerMethods(ConfigurableListableBeanFactory beans, EventType eventType) {
    this.beans = beans;
    this.eventType = eventType;
    for (String name : beans.getBeanDefinitionNames()) {
      Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
      if (type != null
          && !ScopedProxyUtils.isScopedTarget(name)
          && AnnotationUtils.isCandidateClass(type, WebhookHandler.class)) {
        Map<Method, WebhookHandler> found =
            MethodIntrospector.selectMethods(
                type,
                (MetadataLookup<WebhookHandler>)
                    method ->
                        AnnotatedElementUtils.findMergedAnnotation(method, WebhookHandler.class));
        found.forEach((method, annotation) -> add(name, type, method, annotation));
      }
    }
    if (others == null && byType.isEmpty()) {
      throw new IllegalStateException(
          "Nobody would handle the webhooks: annotate a method of a bean with @WebhookHandler, or"
              + " set postrider.receiver.enabled=false");
    }
  }

  private void add(String bean, Class<?> target, Method method, WebhookHandler annotation) {
    Class<?> beanType = beans.getType(bean);
    HandlerMethod handler = HandlerMethod.of(bean, beanType == null ? target : beanType, method);
    HandlerMethod before = null;
    if (annotation.type().length == 0) {
      before = others;
      others = handler;
    }
    for (String type : annotation.type()) {
      HandlerMethod one = byType.put(type, handler);
      before = one == null ? before : one;
    }
    if (before != null) {
      throw new IllegalStateException(
          "Two @WebhookHandler methods take the same type, and a webhook goes to one: "
              + before.method().toGenericString()
              + " and "
              + handler.method().toGenericString());
    }
  }

  /** Whether one of them wants a connection; then all are called within transactions. */
  boolean join() {
    return (others != null && others.joins())
        || byType.values().stream().anyMatch(HandlerMethod::joins);
  }

  /** As {@link TransactionalHandler}, or without a connection when none of them wants one. */
  void handle(Webhook webhook, @Nullable Connection connection) throws Exception {
    String type = byType.isEmpty() ? null : eventType.of(webhook);
    HandlerMethod handler = type == null ? others : byType.getOrDefault(type, others);
    if (handler == null) {
      LOG.log(Level.INFO, "webhook {0} is of a type that no method takes", webhook.id());
    } else {
      handler.call(beans, webhook, connection);
    }
  }
}
