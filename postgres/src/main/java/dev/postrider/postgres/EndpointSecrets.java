package dev.postrider.postgres;

import dev.postrider.directory.Authentication;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.message.EndpointId;
import dev.postrider.seal.Place;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What of an endpoint may let somebody in: its URL, whose path is often as good as a password, its
 * headers, its secrets and by what its requests prove themselves. They are sealed together.
 */
record EndpointSecrets(
    String url, Map<String, String> headers, List<Secret> secrets, Authentication authentication) {

  static EndpointSecrets of(Endpoint.Settings settings, List<Secret> secrets) {
    return new EndpointSecrets(
        settings.url(), settings.headers(), secrets, settings.authentication());
  }

  private static Place place(long endpoint) {
    return new Place("endpoint.sealed", endpoint);
  }

  byte[] sealed(EndpointId endpoint, Sealer sealer) {
    return sealer.seal(
        Json.endpointSecrets(this).getBytes(StandardCharsets.UTF_8), place(endpoint.value()));
  }

  /** From a row of the table, be they sealed or not. */
  static EndpointSecrets read(ResultSet rs, DataKeys keys) throws SQLException {
    byte[] sealed = rs.getBytes("sealed");
    if (sealed == null) {
      return new EndpointSecrets(
          rs.getString("url"),
          Json.map(rs.getString("headers")),
          Json.secrets(rs.getString("secrets")),
          Authentication.NONE);
    }
    byte[] open = keys.open(sealed, place(rs.getLong("id")), rs.getStatement().getConnection());
    return Json.endpointSecrets(new String(open, StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "EndpointSecrets[***]";
  }
}
