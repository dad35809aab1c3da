/** An inbox behind any web server with Jakarta Servlet 6.1. */
module dev.postrider.receiver.servlet {
  requires static transitive org.jspecify;
  requires transitive dev.postrider.receiver;
  requires transitive jakarta.servlet;

  exports dev.postrider.receiver.servlet;
}
