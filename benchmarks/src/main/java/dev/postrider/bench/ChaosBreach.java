package dev.postrider.bench;

/** What may be found wrong; each of them breaks a promise, and the run with it. */
enum ChaosBreach {
  /** Acknowledged, and an endpoint never got it. */
  LOST,
  /** A lane's message came after a later one of the lane, first copies compared. */
  OUT_OF_ORDER,
  /** A lane repeated a message that was not its newest, and no network kept a copy back. */
  REWOUND,
  /** The bytes of a message were not those that were sent, or differed from copy to copy. */
  ALTERED,
  /** A message has two ids, or an id is not what the API said: it was published twice. */
  TWIN,
  /** A request that nobody had sent, or not to this endpoint. */
  PHANTOM,
  /** Received again although nothing had disturbed it. */
  REPEATED,
  /** The server's own history says otherwise than sender and receiver. */
  RECORD,
  /** The API answered what it has no reason to. */
  ANSWER,
  /** The server ended by itself, or did not stop in good order when it was told to. */
  EXIT,
  /** It did not work again within the patience of the run. */
  UNRECOVERED
}
