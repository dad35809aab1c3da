package dev.postrider.bench;

import java.nio.ByteBuffer;

/** A request that the generator sends again and again, each time with other numbers in it. */
interface Request {

  /** How many messages the request has. */
  int messages();

  /** Bytes of it, head and body. */
  int length();

  /** Makes the buffer hold the request, its messages numbered from {@code number} on. */
  void fill(ByteBuffer out, int track, int number, long nanos);
}
