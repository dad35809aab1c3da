/** An inbox behind Helidon's web server. */
module dev.postrider.receiver.helidon {
  requires static transitive org.jspecify;
  requires transitive dev.postrider.receiver;
  requires transitive io.helidon.webserver;
  requires io.helidon.http;

  exports dev.postrider.receiver.helidon;
}
