package dev.postrider.sender;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.function.Predicate;
import org.asynchttpclient.channel.ChannelPool;
import org.jspecify.annotations.Nullable;

/**
 * One client's part of the connections that are kept: bounded together with all others, and gone
 * with their client. Safe for use by many threads.
 */
final class OwnPlaces implements ChannelPool {
  private final ChannelPool all;
  private volatile boolean closed;

  OwnPlaces(ChannelPool all) {
    this.all = all;
  }

  @Override
  public boolean offer(Channel channel, Object place) {
    return !closed && all.offer(channel, place);
  }

  @Override
  public @Nullable Channel poll(Object place) {
    return all.poll(place);
  }

  @Override
  public boolean removeAll(Channel channel) {
    return all.removeAll(channel);
  }

  @Override
  public boolean isOpen() {
    return !closed && all.isOpen();
  }

  /** What is kept goes with each connection that its client closes: {@link OwnClient}. */
  @Override
  public void destroy() {
    closed = true;
  }

  /** Of this client's alone. */
  @Override
  public void flushPartitions(Predicate<Object> condition) {
    all.flushPartitions(place ->
        place instanceof IdleConnections.Place(_, ChannelPool owner, _)
            && owner.equals(this)
            && condition.test(place));
  }

  @Override
  public Map<String, Long> getIdleChannelCountPerHost() {
    return all.getIdleChannelCountPerHost();
  }
}
