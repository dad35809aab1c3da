package dev.postrider.receiver.adapter;

import dev.postrider.receiver.Inbox;
import java.io.IOException;

/** An inbox behind a web server that listens on this machine, at {@link AdapterContract#PATH}. */
public interface Endpoint extends AutoCloseable {

  int port();

  /** The one behind it. */
  Inbox inbox();

  /** Stops the web server, and the inbox, which may be closed already. */
  @Override
  void close() throws IOException;
}
