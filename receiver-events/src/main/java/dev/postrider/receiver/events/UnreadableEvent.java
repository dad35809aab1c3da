package dev.postrider.receiver.events;

/**
 * Says that a body is no event of the platform: no JSON object, beyond the bounds, or without
 * something that every such event has.
 *
 * <p>A type that is not known is no fault: platforms get new ones, and each has an {@code Unknown}
 * for them. The message says where and what, and nothing that stands in the body.
 */
public final class UnreadableEvent extends Exception {
  private static final long serialVersionUID = 1;

  private final String pointer;

  /**
   * Says what is wrong where.
   *
   * @param pointer JSON Pointer (RFC 6901), empty for the body as a whole
   * @param words such as "is missing"
   */
  public UnreadableEvent(String pointer, String words) {
    // Whoever wrote the body could fill logs; a stack trace would only show the parser.
    super((pointer.isEmpty() ? "the body" : pointer) + " " + words, null, false, false);
    this.pointer = pointer;
  }

  /** Where in the body, as a JSON Pointer; empty for the body as a whole. */
  public String pointer() {
    return pointer;
  }
}
