package dev.postrider.sender;

/** What a receiver said when it was asked whether it wants to be sent to. */
public sealed interface Permission {

  record Granted() implements Permission {}

  /** It said no, or nothing that could be taken for a yes; customers read the reason. */
  record Denied(String reason) implements Permission {}

  /** It was not asked, because our own bounds left no room. */
  record Unasked() implements Permission {}
}
