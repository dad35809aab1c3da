package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.api.ApplicationCreateOptions;
import com.svix.models.AppPortalAccessIn;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EventTypeIn;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the official Java SDK sends twice, because it had to or because it was told to. */
final class JavaIdempotencyTest extends JavaJudge {
  private Relay relay;
  private Svix retrying;

  @BeforeEach
  void relay() throws Exception {
    relay = new Relay(serverUrl());
    SvixOptions options = new SvixOptions();
    options.setServerUrl(relay.url().toString());
    retrying = new Svix(organisationToken(), options);
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void whatIsSentAgainBecauseItsAnswerWasLostIsDoneOnce() throws Exception {
    String uid = fresh("lost");
    ApplicationOut shop =
        retrying.getApplication().create(new ApplicationIn().name("Shop").uid(uid));
    assertThat(svix.getApplication().get(uid)).isEqualTo(shop);
    EndpointOut endpoint = retrying.getEndpoint().create(uid, new EndpointIn().url(HOOK));
    assertThat(svix.getEndpoint().list(uid).getData()).containsExactly(endpoint);
    MessageOut message =
        retrying.getMessage().create(uid, new MessageIn().eventType("a.b").payload("{}"));
    assertThat(svix.getMessage().list(uid).getData())
        .extracting(MessageOut::getId)
        .containsExactly(message.getId());
    retrying.getEventType().create(new EventTypeIn().name(uid).description("d"));
    String token =
        retrying.getAuthentication().appPortalAccess(uid, new AppPortalAccessIn()).getToken();
    assertThat(client(token).getEndpoint().list(uid).getData()).hasSize(1);
    assertThat(relay.keys).hasSize(10).allMatch(key -> key.startsWith("auto_"));
    for (int i = 0; i < relay.keys.size(); i += 2) {
      assertThat(relay.keys.get(i + 1)).isEqualTo(relay.keys.get(i));
    }
    assertThat(Set.copyOf(relay.keys)).hasSize(5);
  }

  @Test
  void theFirstAnswerComesAgainWhateverTheBodySays() throws Exception {
    ApplicationCreateOptions options = new ApplicationCreateOptions();
    options.setIdempotencyKey(fresh("key"));
    ApplicationOut first = svix.getApplication().create(new ApplicationIn().name("One"), options);
    assertThat(svix.getApplication().create(new ApplicationIn().name("Two"), options))
        .isEqualTo(first);
    assertThat(svix.getApplication().create(new ApplicationIn().name("One")).getId())
        .isNotEqualTo(first.getId());
  }
}
