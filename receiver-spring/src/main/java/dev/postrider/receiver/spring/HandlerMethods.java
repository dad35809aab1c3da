package dev.postrider.receiver.spring;

import dev.postrider.receiver.Handler;
import dev.postrider.receiver.Webhook;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  /** Whether one of them wants a connection; then there must be transactions to join. */
  boolean join() {
    return (others != null && others.joins())
        || byType.values().stream().anyMatch(HandlerMethod::joins);
  }

  /** What handles a webhook whose method wants no connection, or that no method takes. */
  Optional<Handler> outside(Webhook webhook) {
    HandlerMethod method = method(webhook);
    return method != null && method.joins()
        ? Optional.empty()
        : Optional.of(one -> call(method, one, null));
  }

  /** Handles a webhook without a transaction. */
  void handle(Webhook webhook) throws Exception {
    call(method(webhook), webhook, null);
  }

  /** Handles a webhook within this connection's transaction. */
  void handle(Webhook webhook, Connection connection) throws Exception {
    call(method(webhook), webhook, connection);
  }

  private @Nullable HandlerMethod method(Webhook webhook) {
    String type = byType.isEmpty() ? null : eventType.of(webhook);
    return type == null ? others : byType.getOrDefault(type, others);
  }

  private void call(
      @Nullable HandlerMethod handler, Webhook webhook, @Nullable Connection connection)
      throws Exception {
    if (handler == null) {
      LOG.log(Level.INFO, "webhook {0} is of a type that no method takes", webhook.id());
    } else {
      handler.call(beans, webhook, connection);
    }
  }
}
