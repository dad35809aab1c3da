package dev.postrider.sender;

/**
 * Says whether a token endpoint may be asked for an endpoint. Where receivers are asked for their
 * permission, that is one of the same origin as the endpoint's URL, which is asked, or at a host
 * that the operator lists.
 *
 * <p>Token endpoints themselves cannot be asked: those of the world do not know the question. But
 * the content of a token request is its author's, so nobody else may be sent one.
 *
 * @param asking whether receivers are asked; if not, all is permitted
 */
public record TokenHosts(boolean asking, HostPatterns listed) {

  /** The same of URLs. */
  public boolean permit(String tokenUrl, String url) {
    return !asking
        || (Target.read(tokenUrl) instanceof Target.Reading.Understood(Target token)
            && Target.read(url) instanceof Target.Reading.Understood(Target receiver)
            && permit(token, receiver));
  }

  boolean permit(Target token, Target receiver) {
    return !asking || sameOrigin(token, receiver) || listed.match(token.host());
  }

  private static boolean sameOrigin(Target one, Target other) {
    return one.secure() == other.secure()
        && one.port() == other.port()
        && one.host().equals(other.host());
  }
}
