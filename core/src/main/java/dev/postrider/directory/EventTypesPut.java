package dev.postrider.directory;

import java.util.List;

/**
 * What came of putting event types.
 *
 * @param changed those that are new or other than before, as they are now
 * @param archived the names of those that were archived because nobody named them
 */
public record EventTypesPut(List<EventType> changed, List<String> archived) {
  public EventTypesPut {
    changed = List.copyOf(changed);
    archived = List.copyOf(archived);
  }
}
