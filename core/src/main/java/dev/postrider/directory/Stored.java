package dev.postrider.directory;

/** What came of writing a directory entry. */
public sealed interface Stored<T> {

  /** It stands so in the directory. */
  record Done<T>(T entry) implements Stored<T> {}

  /** Its uid, name or secret belongs to this other entry; nothing was written. */
  record Taken<T>(T holder) implements Stored<T> {}

  /** There is no such entry. */
  record Missing<T>() implements Stored<T> {}

  /** An old secret cannot be kept: ten of them still sign; nothing was written. */
  record TooManySecrets<T>() implements Stored<T> {}

  /**
   * There are too many beside it, or it is large and the large ones beside it leave no room ({@link
   * Bulk}); nothing was written.
   */
  record TooLarge<T>() implements Stored<T> {}
}
