package dev.postrider.postgres;

import dev.postrider.inbox.Contact;
import dev.postrider.inbox.Posting;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import dev.postrider.seal.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a batch into the inboxes that they go to, in the batch's transaction.
 *
 * <p>One statement for all of a batch, and another when an inbox has more than its maximum; none at
 * all for messages that go to no inbox.
 */
final class InboxRows {
  /** An inbox whose maximum was lowered by more gets there with its next messages. */
  private static final int MOST_FALL = 1_000;

  /**
   * The contacts' rows are locked in one order. A message whose id is older than the log remembers
   * is sent again, but does not come into the inbox twice.
   */
  private static final String POST =
      """
      with posted as (
        insert into inbox (application, contact, id, message, created, opened, fallen, body,
                           body_sealed)
        select application, contact, id, message,
               timestamptz 'epoch' + created * interval '1 microsecond', false, false, body, sealed
        from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[],
                    ?::boolean[])
             as post (application, contact, id, message, created, body, sealed)
        on conflict (application, id) do nothing
        returning application, contact),
      sums as (
        select application, contact, count(*)::integer as posts
        from posted
        group by application, contact)
      insert into inbox_contact (application, contact, kept, unopened, fell_out)
      select application, contact, posts, posts, 0 from sums order by application, contact
      on conflict (application, contact) do update
      set kept = inbox_contact.kept + excluded.kept,
          unopened = inbox_contact.unopened + excluded.unopened
      returning application, contact, kept
      """;

  private static final String FALL =
      """
      with fallen as (
        update inbox i
        set fallen = true
        from unnest(?::bigint[], ?::text[], ?::bigint[]) as over (application, contact, excess)
             cross join lateral (
               select o.message from inbox o
               where o.application = over.application and o.contact = over.contact
                 and not o.fallen
               order by o.message
               limit over.excess) oldest
        where i.application = over.application and i.contact = over.contact and not i.fallen
          and i.message = oldest.message
        returning i.application, i.contact, i.opened),
      sums as (
        select application, contact, count(*) as falls,
               count(*) filter (where not opened) as unopened
        from fallen
        group by application, contact)
      update inbox_contact c
      set kept = c.kept - sums.falls, unopened = c.unopened - sums.unopened,
          fell_out = c.fell_out + sums.falls
      from sums
      where c.application = sums.application and c.contact = sums.contact
      """;

  /** A message that goes to an inbox. */
  record Post(ApplicationId application, MessageId message, Posting posting, boolean sealed) {
    private Contact to() {
      return new Contact(application, posting.contact());
    }
  }

  /** So many messages that an inbox has above its maximum. */
  private record Excess(Contact contact, int messages) {}

  private InboxRows() {}

  /** Where a body stands. */
  static Place body(MessageId message) {
    return new Place("inbox.body", message.value());
  }

  /** {@code sealer} is there when something of them is sealed. */
  static void write(Connection connection, List<Post> posts, @Nullable Sealer sealer)
      throws SQLException {
    if (posts.isEmpty()) {
      return;
    }
    Map<Contact, Integer> maximums = new LinkedHashMap<>();
    posts.forEach(post -> maximums.put(post.to(), post.posting().maximum()));
    List<Excess> excess = new ArrayList<>();
    post(connection, posts, sealer)
        .forEach((contact, kept) -> {
          int more = kept - maximums.getOrDefault(contact, kept);
          if (more > 0) {
            excess.add(new Excess(contact, Math.min(more, MOST_FALL)));
          }
        });
    if (!excess.isEmpty()) {
      fall(connection, excess);
    }
  }

  /** How many messages each of the inboxes has now. */
  private static Map<Contact, Integer> post(
      Connection connection, List<Post> posts, @Nullable Sealer sealer) throws SQLException {
    int n = posts.size();
    long[][] bigints = new long[3][n];
    String[] contacts = new String[n];
    String[] ids = new String[n];
    byte[][] bodies = new byte[n][];
    @Nullable Boolean[] sealed = new @Nullable Boolean[n];
    for (int i = 0; i < n; i++) {
      Post post = posts.get(i);
      bigints[0][i] = post.application().value();
      bigints[1][i] = post.message().value();
      bigints[2][i] = Numbers.epochMicros(post.posting().created());
      contacts[i] = post.posting().contact();
      ids[i] = post.posting().id();
      bodies[i] = post.posting().body().bytes();
      if (post.sealed()) {
        bodies[i] = Objects.requireNonNull(sealer).seal(bodies[i], body(post.message()));
        sealed[i] = true;
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(POST)) {
      statement.setArray(1, ParkedRows.array(connection, "int8", bigints[0]));
      statement.setArray(2, connection.createArrayOf("text", contacts));
      statement.setArray(3, connection.createArrayOf("text", ids));
      statement.setArray(4, ParkedRows.array(connection, "int8", bigints[1]));
      statement.setArray(5, ParkedRows.array(connection, "int8", bigints[2]));
      statement.setArray(6, connection.createArrayOf("bytea", bodies));
      statement.setArray(7, connection.createArrayOf("bool", sealed));
      Map<Contact, Integer> kept = new LinkedHashMap<>();
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          kept.put(new Contact(new ApplicationId(rs.getLong(1)), rs.getString(2)), rs.getInt(3));
        }
      }
      return kept;
    }
  }

  private static void fall(Connection connection, List<Excess> excess) throws SQLException {
    int n = excess.size();
    long[] applications = new long[n];
    String[] contacts = new String[n];
    long[] messages = new long[n];
    for (int i = 0; i < n; i++) {
      applications[i] = excess.get(i).contact().application().value();
      contacts[i] = excess.get(i).contact().name();
      messages[i] = excess.get(i).messages();
    }
    try (PreparedStatement statement = connection.prepareStatement(FALL)) {
      statement.setArray(1, ParkedRows.array(connection, "int8", applications));
      statement.setArray(2, connection.createArrayOf("text", contacts));
      statement.setArray(3, ParkedRows.array(connection, "int8", messages));
      statement.executeUpdate();
    }
  }
}
