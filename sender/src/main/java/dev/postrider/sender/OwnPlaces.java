package dev.postrider.sender;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.function.Predicate;
import org.asynchttpclient.channel.ChannelPool;
import org.jspecify.annotations.Nullable;

/**
 * One client's part of the connections that are kept: bounded together with all others, found by
 * nobody else. Safe for use by many threads.
 */
final class OwnPlaces implements ChannelPool {

  /** A place as this client alone calls it. */
  private record Own(OwnPlaces owner, Object place) {}

  private final ChannelPool all;
  private volatile boolean closed;

  OwnPlaces(ChannelPool all) {
    this.all = all;
  }

  @Override
  public boolean offer(Channel channel, Object place) {
    return !closed && all.offer(channel, new Own(this, place));
  }

  @Override
  public @Nullable Channel poll(Object place) {
    return all.poll(new Own(this, place));
  }

  @Override
  public boolean removeAll(Channel channel) {
    return all.removeAll(channel);
  }

  @Override
  public boolean isOpen() {
    return !closed && all.isOpen();
  }

  @Override
  public void destroy() {
    closed = true;
    flushPartitions(_ -> true);
  }

  @Override
  public void flushPartitions(Predicate<Object> condition) {
    all.flushPartitions(
        key -> key instanceof Own(OwnPlaces owner, Object place)
            && owner.equals(this)
            && condition.test(place));
  }

  @Override
  public Map<String, Long> getIdleChannelCountPerHost() {
    return all.getIdleChannelCountPerHost();
  }
}
