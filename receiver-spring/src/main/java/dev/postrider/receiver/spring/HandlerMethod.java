package dev.postrider.receiver.spring;

import dev.postrider.receiver.Webhook;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * A method that webhooks are given to.
 *
 * @param bean its name; asked for with each webhook, so that scopes mean what they do elsewhere
 */
record HandlerMethod(String bean, Method method, List<Class<?>> parameters) {
  private static final Set<Class<?>> PAYLOADS = Set.of(Webhook.class, String.class, byte[].class);

  /**
   * The method as the bean has it, which may be a proxy.
   *
   * @throws IllegalStateException when it is none that could be called
   */
  static HandlerMethod of(String bean, Class<?> beanType, Method method) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    long payloads = parameters.stream().filter(PAYLOADS::contains).count();
    long connections = parameters.stream().filter(Connection.class::equals).count();
    if (payloads != 1
        || connections > 1
        || payloads + connections != parameters.size()
        || method.getReturnType() != void.class
        || Modifier.isStatic(method.getModifiers())
        || Modifier.isPrivate(method.getModifiers())) {
      throw new IllegalStateException(
          "@WebhookHandler "
              + method.toGenericString()
              + " cannot be called: it must have one parameter of type Webhook, String or byte[],"
              + " may have a java.sql.Connection beside it, must return void, and must be neither"
              + " private nor static");
    }
    Method invocable = AopUtils.selectInvocableMethod(method, beanType);
    ReflectionUtils.makeAccessible(invocable);
    return new HandlerMethod(bean, invocable, parameters);
  }

  boolean joins() {
    return parameters.contains(Connection.class);
  }

  void call(BeanFactory beans, Webhook webhook, @Nullable Connection connection) throws Exception {
    Object[] arguments =
        parameters.stream().map(type -> argument(type, webhook, connection)).toArray();
    try {
      method.invoke(beans.getBean(bean), arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw e;
      }
    }
  }

  private static @Nullable Object argument(
      Class<?> type, Webhook webhook, @Nullable Connection connection) {
    if (type == Connection.class) {
      return connection;
    }
    if (type == String.class) {
      return webhook.text();
    }
    return type == Webhook.class ? webhook : webhook.body();
  }
}
