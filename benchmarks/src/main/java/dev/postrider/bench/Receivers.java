package dev.postrider.bench;

/** The receiving end of a load: one thread takes whatever comes, counts it and answers. */
interface Receivers extends AutoCloseable {
  /** The first of the ports that it listens on, on every local address. */
  int port();

  /** What it says and counts. */
  SinkAnswers receiver();

  /** Connections that broke and requests that were not ours. */
  long faults();

  /** The thread that does all of it. */
  long threadId();

  /** From now on its ports refuse connections. */
  @Override
  void close();
}
