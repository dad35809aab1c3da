package dev.postrider.bench;

/** What a chaos run does to the server and what it stands on; the names are those of the option. */
enum ChaosKind {
  /** SIGKILL to the server, once or several times in a row; its supervisor starts it again. */
  KILL_SERVER("kill-server", true),
  /** SIGKILL to PostgreSQL: all its processes, the first one alone, or one that serves. */
  KILL_POSTGRES("kill-postgres", true),
  /** SIGSTOP to the server, SIGCONT some seconds later. */
  STOP_SERVER("stop-server", false),
  /** SIGSTOP to PostgreSQL, SIGCONT some seconds later. */
  STOP_POSTGRES("stop-postgres", false),
  /** The file system of the data directory is full, or nearly, for some seconds. */
  FULL_DISK("full-disk", false),
  /** Receivers cannot be reached, or their answers are lost, for some seconds. */
  CUT_NETWORK("cut-network", false),
  /** What goes to receivers and back comes late, for some seconds. */
  DELAY_NETWORK("delay-network", false),
  /** SIGTERM, and a start with other settings. */
  RECONFIGURE("reconfigure", false);

  private final String word;
  private final boolean kill;

  ChaosKind(String word, boolean kill) {
    this.word = word;
    this.kill = kill;
  }

  String word() {
    return word;
  }

  /** True for what ends processes as a crash would. */
  boolean kill() {
    return kill;
  }

  /** True for what lies between the server and receivers, where a copy may be late. */
  boolean network() {
    return this == CUT_NETWORK || this == DELAY_NETWORK;
  }

  /** True for what may keep a server that starts from having its database. */
  boolean database() {
    return this == KILL_POSTGRES || this == STOP_POSTGRES || this == FULL_DISK;
  }
}
