package dev.postrider.postgres;

import dev.postrider.directory.Credential;
import dev.postrider.directory.SecretHash;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.message.ApplicationId;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table of contacts' tokens. Rows go with their credential, by the database's own hand. */
final class PostgresContactTokens implements ContactTokens {
  private final Jdbi jdbi;
  private final InstantSource clock;

  PostgresContactTokens(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  @Override
  public boolean give(Credential credential, String contact, SecretHash token) {
    return jdbi.inTransaction(handle -> {
      int given =
          handle
              .createUpdate(
                  """
                  insert into inbox_token
                    (hash, platform, credential, application, contact, given_at)
                  select :hash, platform, name, application, :contact, :now
                  from credential
                  where platform = :platform and name = :name and created_at = :since
                  for key share
                  """)
              .bind("hash", token.hex())
              .bind("contact", contact)
              .bind("now", Numbers.micros(clock.instant()))
              .bind("platform", credential.platform())
              .bind("name", credential.settings().name())
              .bind("since", credential.createdAt())
              .execute();
      handle
          .createUpdate(
              """
              delete from inbox_token
              where hash in (
                select hash from inbox_token
                where application = :application and contact = :contact
                order by given_at desc, hash
                offset :most)
              """)
          .bind("application", credential.application().value())
          .bind("contact", contact)
          .bind("most", MOST)
          .execute();
      return given > 0;
    });
  }

  /** Whoever comes second waits for the row and then finds another token in it. */
  @Override
  public Optional<Contact> rotate(SecretHash token, SecretHash next) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                update inbox_token set hash = :next, given_at = :now
                where hash = :hash and given_at > :over
                returning application, contact
                """)
            .bind("hash", token.hex())
            .bind("next", next.hex())
            .bind("now", Numbers.micros(clock.instant()))
            .bind("over", Numbers.micros(clock.instant().minus(VALIDITY)))
            .map((rs, _) -> new Contact(new ApplicationId(rs.getLong(1)), rs.getString(2)))
            .findOne());
  }
}
