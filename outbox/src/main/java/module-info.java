/** For senders: an event is written in one's own transaction, and sent when that is committed. */
module dev.postrider.outbox {
  requires transitive java.sql;
  requires java.net.http;
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports dev.postrider.outbox;
}
