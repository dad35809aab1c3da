package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "postgresql://me:p%40ss@db:5433/name, jdbc:postgresql://db:5433/name, me, p@ss",
        "postgres://me@db/name, jdbc:postgresql://db/name, me, -",
        "jdbc:postgresql://db/name?user=me&password=a%26b&sslmode=require,"
            + " jdbc:postgresql://db/name?sslmode=require, me, a&b",
        "postgresql://me:a+b@db/name?sslmode=require,"
            + " jdbc:postgresql://db/name?sslmode=require, me, a+b",
        "'jdbc:postgresql://one:1,two:2/name', 'jdbc:postgresql://one:1,two:2/name', -, -",
        "jdbc:postgresql://[::1]:5432/name, jdbc:postgresql://[::1]:5432/name, -, -",
      })
  void isTakenApart(String text, String jdbc, @Nullable String user, @Nullable String password) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    assertThat(url).isEqualTo(new DatabaseUrl(jdbc, user, password));
    if (password != null) {
      assertThat(url.toString()).doesNotContain(password);
    }
  }

  @Test
  void showsNoParameter() {
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://me:hush@db:5433/name?sslpassword=hush&sslmode=require");
    assertThat(url.jdbc()).endsWith("/name?sslpassword=hush&sslmode=require");
    assertThat(url.place()).isEqualTo("jdbc:postgresql://db:5433/name");
    assertThat(url).hasToString("jdbc:postgresql://db:5433/name user me password ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "mysql://db/name",
        "postgresql://db",
        "postgresql://db/",
        "jdbc:postgresql:name"
      })
  void isRefused(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
