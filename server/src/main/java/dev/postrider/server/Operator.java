package dev.postrider.server;

import dev.postrider.api.Tokens;
import dev.postrider.audit.Actor;
import dev.postrider.audit.Origin;

/**
 * Whoever runs a command on this machine, for the audit log. What he does to the server as a whole
 * stands in the log of the organisation that {@code postrider token} speaks for by default.
 *
 * @param operation the command
 */
record Operator(String operation) implements Origin {
  @Override
  public String organisation() {
    return Tokens.DEFAULT_ORGANISATION;
  }

  @Override
  public Actor actor() {
    return new Actor(Actor.Kind.OPERATOR, System.getProperty("user.name", ""), null);
  }

  @Override
  public String address() {
    return "";
  }
}
