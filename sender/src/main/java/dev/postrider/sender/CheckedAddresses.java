package dev.postrider.sender;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.List;

/**
 * Answers the client's question for addresses with those that the guard allowed, and with no
 * others.
 *
 * <p>So there is nothing between check and connect that DNS could still change, several addresses
 * can be tried in turn, and TLS keeps the host's name.
 */
final class CheckedAddresses extends InetNameResolver {
  private final List<InetAddress> allowed;

  CheckedAddresses(List<InetAddress> allowed) {
    super(ImmediateEventExecutor.INSTANCE);
    this.allowed = allowed;
  }

  @Override
  protected void doResolve(String host, Promise<InetAddress> promise) {
    promise.setSuccess(allowed.getFirst());
  }

  @Override
  protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
    promise.setSuccess(allowed);
  }
}
