package dev.postrider.server.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is. Its {@code toString} shows no secret.
 *
 * @param jdbc {@code jdbc:postgresql://host/database?…}, without user and password; what else is
 *     behind the question mark may be as secret ({@code sslpassword}), so it is for the driver only
 * @param user null when the address names none
 * @param password null when the address holds none
 */
public record DatabaseUrl(String jdbc, @Nullable String user, @Nullable String password) {
  static final String BOUND =
      "an address such as postgresql://user@host:5432/database or"
          + " jdbc:postgresql://host/database?user=user&sslmode=verify-full";

  static DatabaseUrl parse(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    if (plain.length() > 2_000 || !plain.matches("postgres(ql)?://.+")) {
      throw new IllegalArgumentException();
    }
    URI uri = URI.create(plain);
    String authority = uri.getRawAuthority();
    String path = uri.getRawPath();
    if (authority == null || path == null || path.length() < 2) {
      throw new IllegalArgumentException();
    }
    int at = authority.lastIndexOf('@');
    Halves login = at < 0 ? null : Halves.of(authority.substring(0, at), ':');
    String user = login == null ? null : login.first();
    String password = login == null ? null : login.second();
    var rest = new ArrayList<String>();
    for (String parameter : parameters(uri)) {
      Halves halves = Halves.of(parameter, '=');
      switch (halves.first()) {
        case "user" -> user = halves.second();
        case "password" -> password = halves.second();
        default -> rest.add(parameter);
      }
    }
    String jdbc = "jdbc:postgresql://" + authority.substring(at + 1) + path;
    return new DatabaseUrl(
        rest.isEmpty() ? jdbc : jdbc + "?" + String.join("&", rest), user, password);
  }

  private static List<String> parameters(URI uri) {
    String query = uri.getRawQuery();
    return query == null ? List.of() : List.of(query.split("&"));
  }

  /** Both sides of a mark, decoded; the second is null when there is no mark. */
  private record Halves(String first, @Nullable String second) {
    static Halves of(String text, char mark) {
      int i = text.indexOf(mark);
      return i < 0
          ? new Halves(decoded(text), null)
          : new Halves(decoded(text.substring(0, i)), decoded(text.substring(i + 1)));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The address without its parameters: what may be shown. */
  public String place() {
    int parameters = jdbc.indexOf('?');
    return parameters < 0 ? jdbc : jdbc.substring(0, parameters);
  }

  @Override
  public String toString() {
    return place()
        + (user == null ? "" : " user " + user)
        + (password == null ? "" : " password ***");
  }
}
