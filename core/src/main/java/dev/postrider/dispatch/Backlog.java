package dev.postrider.dispatch;

import dev.postrider.message.EndpointId;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint has waiting on disk, apart from its lanes: rows that wait for room and rows
 * that wait for their time. Decides which rows to load, so that no row is loaded twice or passed
 * over.
 *
 * <p>Rows that wait for room are written in the order of the log and read in it: a cursor is
 * enough. Rows that wait for their time are read up to an instant, after everything that was
 * written before that instant is durable; all later ones are due at or after it. So the next
 * reading can start from there.
 */
final class Backlog {
  private final EndpointId endpoint;
  private final Books books;

  private long room;
  private long roomCursor;
  private long roomTicket;
  private boolean loadingRoom;
  private boolean roomDurable;
  private long roomSince;

  private @Nullable Instant nextDue;
  private Instant dueFrom = Instant.EPOCH;
  private @Nullable Parked dueLast;
  private long dueTicket;
  private boolean loadingDue;
  private @Nullable Instant readUntil;
  private long readTicket;
  private @Nullable Instant dueSince;

  Backlog(EndpointId endpoint, Books books) {
    this.endpoint = endpoint;
    this.books = books;
  }

  void recover(long room, @Nullable Instant nextDue) {
    this.room = room;
    this.nextDue = nextDue;
  }

  boolean hasRoomRows() {
    return room > 0;
  }

  boolean empty() {
    return room == 0 && nextDue == null && !loadingRoom && !loadingDue;
  }

  @Nullable Instant nextDue() {
    return nextDue;
  }

  /**
   * The message went to memory or a lane while nothing waited for room: rows for room come after
   * it.
   */
  void passed(long message) {
    roomCursor = Math.max(roomCursor, message);
  }

  /** A row that waits for room has just been written. */
  void roomParked() {
    room++;
    roomSince++;
    roomTicket = books.written();
  }

  /** A row that waits for room is gone, while none was being loaded. */
  void roomGone() {
    room = Math.max(0, room - 1);
  }

  /** A row that waits for its time has just been written. */
  void dueParked(Instant at) {
    dueTicket = books.written();
    nextDue = earlier(nextDue, at);
    dueSince = earlier(dueSince, at);
  }

  void clear() {
    room = 0;
    nextDue = null;
  }

  /** The next load of rows that wait for room; null when there is none to make. */
  @Nullable Load loadRoom(Limit limit) {
    if (loadingRoom || room == 0) {
      return null;
    }
    loadingRoom = true;
    roomDurable = books.durable(roomTicket);
    roomSince = 0;
    return new Load.Room(endpoint, roomCursor, limit);
  }

  /** True when rows are due but one that was written before is not durable yet. */
  boolean mustAwaitCommit(Instant now) {
    if (loadingDue || nextDue == null || !nextDue.isBefore(now)) {
      return false;
    }
    if (readUntil == null) {
      readUntil = now;
      readTicket = dueTicket;
      dueSince = null;
    }
    return !books.durable(readTicket);
  }

  /** The next load of rows whose time has come; null when there is none to make. */
  @Nullable Load loadDue(Limit limit) {
    Instant until = readUntil;
    if (until == null || loadingDue) {
      return null;
    }
    loadingDue = true;
    return new Load.Due(endpoint, dueFrom, dueLast, until, limit);
  }

  /** Takes note of loaded room rows; true when some that were counted are not durable yet. */
  boolean roomLoaded(List<Row> rows, boolean more) {
    loadingRoom = false;
    room = Math.max(0, room - rows.size());
    if (!rows.isEmpty()) {
      roomCursor = Math.max(roomCursor, rows.getLast().id().value());
    }
    if (rows.isEmpty() && roomDurable) {
      room = roomSince;
    }
    return !more && room > 0 && !books.durable(roomTicket);
  }

  /** Takes note of loaded due rows. */
  void dueLoaded(Load.Due load, Loaded found) {
    loadingDue = false;
    if (found.more()) {
      Parked last = found.rows().getLast().parked();
      dueLast = last;
      nextDue = earlier(last.due(), load.until());
      return;
    }
    dueFrom = load.until();
    dueLast = null;
    readUntil = null;
    nextDue = earlier(found.nextDue(), dueSince);
  }

  /** The load came to nothing: its rows are there for the next. */
  void putBack(Load load) {
    switch (load) {
      case Load.Room _ -> loadingRoom = false;
      case Load.Due _ -> loadingDue = false;
      case Load.Held _, Load.One _ -> {}
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
