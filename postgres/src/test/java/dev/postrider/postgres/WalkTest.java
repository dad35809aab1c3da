package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.PostgresServers;
import org.junit.jupiter.api.Test;

/** What of the rows that a page looks at leaves PostgreSQL. */
final class WalkTest {
  private final String url = PostgresServers.embedded().freshDatabase();

  private Object sifted(String rows, String order) {
    String looked =
        "select * from (values %s) v (id, sought) order by id %s".formatted(rows, order);
    return Fixture.query(url, Walk.SIFTED.formatted(looked, "order by id " + order));
  }

  @Test
  void whatIsNotSoughtStaysThereButForTheLast() {
    assertThat(sifted("(1, false), (2, true), (3, false), (4, false)", "asc"))
        .hasToString("[2, 4]");
    assertThat(sifted("(1, false), (2, true), (3, false), (4, false)", "desc"))
        .hasToString("[2, 1]");
    assertThat(sifted("(1, true), (2, true)", "asc")).hasToString("[1, 2]");
    assertThat(sifted("(1, false), (2, false), (3, true)", "asc")).hasToString("[3]");
    assertThat(sifted("(1, false)", "asc")).hasToString("[1]");
  }
}
