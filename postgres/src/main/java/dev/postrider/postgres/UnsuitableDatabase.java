package dev.postrider.postgres;

/**
 * What is in the database is not for this program, and will not be when it is started again: a
 * person has to bring another program or another database. Nothing in it was changed.
 */
public final class UnsuitableDatabase extends IllegalStateException {
  private static final long serialVersionUID = 1;

  UnsuitableDatabase(String why) {
    super(why + "; nothing was changed");
  }
}
