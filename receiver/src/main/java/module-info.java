/** Tells whether a webhook is what it says it is, takes it, and has it handled once. */
module dev.postrider.receiver {
  requires transitive java.sql;
  requires static transitive jdk.httpserver;
  requires static transitive org.jspecify;

  exports dev.postrider.receiver;
  exports dev.postrider.receiver.http;
  exports dev.postrider.receiver.store;
}
