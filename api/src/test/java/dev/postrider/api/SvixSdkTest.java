package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.api.ApplicationListOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.AppPortalAccessIn;
import com.svix.models.AppPortalAccessOut;
import com.svix.models.AppPortalCapability;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.ApplicationTokenExpireIn;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EndpointPatch;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import com.svix.models.EventTypeUpdate;
import com.svix.models.ListResponseMessageAttemptOut;
import com.svix.models.ListResponseMessageEndpointOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official Java SDK, as it comes from its registry, does its work against this server. */
final class SvixSdkTest {
  private final TestApi api = new TestApi();
  private final Svix svix = svix(api.token);

  private Svix svix(String token) {
    SvixOptions options = new SvixOptions();
    options.setServerUrl("http://127.0.0.1:" + api.api.port());
    return new Svix(token, options);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMessageGoesAllTheWay() throws Exception {
    ApplicationOut application =
        svix.getApplication()
            .create(new ApplicationIn().name("Shop").uid("shop").metadata(Map.of("a", "b")));
    assertThat(svix.getApplication().get("shop")).isEqualTo(application);
    assertThat(
            svix.getApplication().getOrCreate(new ApplicationIn().name("Shop").uid("shop")).getId())
        .isEqualTo(application.getId());
    svix.getEventType()
        .create(new EventTypeIn().name("user.signup").description("somebody signed up"));
    EndpointOut endpoint =
        svix.getEndpoint()
            .create(
                "shop",
                new EndpointIn()
                    .url(new URI("https://example.com/hook"))
                    .filterTypes(Set.of("user.signup")));
    assertThat(svix.getEndpoint().get("shop", endpoint.getId())).isEqualTo(endpoint);
    String payload = "{\"user\": \"ü\", \"n\": 1.50}";
    MessageOut message =
        svix.getMessage()
            .create(
                "shop", new MessageIn().eventType("user.signup").eventId("e-1").payload(payload));
    assertThat(api.last().message().payload().text()).isEqualTo(payload);
    assertThat(api.last().targets())
        .extracting(e -> e.id().toString())
        .containsExactly(endpoint.getId());
    assertThat(message.getTimestamp().toInstant()).isEqualTo(api.last().message().created());
    assertThat(message.getTimestamp().getOffset()).isEqualTo(ZoneOffset.UTC);
    assertThat(svix.getMessage().get("shop", "e-1").getId()).isEqualTo(message.getId());
    assertThat(svix.getMessage().list("shop").getData()).hasSize(1);
    deliver(application.getId(), endpoint.getId(), message.getId());
    ListResponseMessageAttemptOut attempts =
        svix.getMessageAttempt().listByMsg("shop", message.getId());
    assertThat(attempts.getData()).hasSize(1);
    assertThat(attempts.getData().getFirst().getResponseStatusCode()).isEqualTo((short) 200);
    assertThat(attempts.getData().getFirst().getResponse()).isEqualTo("thanks");
    assertThat(svix.getMessageAttempt().listByEndpoint("shop", endpoint.getId()).getData())
        .isEqualTo(attempts.getData());
    String attempt = attempts.getData().getFirst().getId();
    assertThat(svix.getMessageAttempt().get("shop", message.getId(), attempt))
        .isEqualTo(attempts.getData().getFirst());
    ListResponseMessageEndpointOut destinations =
        svix.getMessageAttempt().listAttemptedDestinations("shop", message.getId());
    assertThat(destinations.getData().getFirst().getId()).isEqualTo(endpoint.getId());
    svix.getMessage().expungeContent("shop", message.getId());
  }

  @Test
  void managesWhatThereIs() throws Exception {
    svix.getApplication().create(new ApplicationIn().name("Shop").uid("shop"));
    svix.getApplication().update("shop", new ApplicationIn().name("Market").uid("shop"));
    assertThat(
            svix.getApplication().list(new ApplicationListOptions()).getData().getFirst().getName())
        .isEqualTo("Market");
    EndpointOut endpoint =
        svix.getEndpoint()
            .create("shop", new EndpointIn().url(new URI("https://example.com/")).uid("ep"));
    assertThat(
            svix.getEndpoint()
                .patch("shop", "ep", new EndpointPatch().disabled(true))
                .getDisabled())
        .isTrue();
    assertThat(svix.getEndpoint().list("shop").getData()).hasSize(1);
    String secret = svix.getEndpoint().getSecret("shop", "ep").getKey();
    svix.getEndpoint().rotateSecret("shop", "ep", new EndpointSecretRotateIn());
    assertThat(svix.getEndpoint().getSecret("shop", "ep").getKey()).isNotEqualTo(secret);
    svix.getEndpoint()
        .updateHeaders("shop", "ep", new EndpointHeadersIn().headers(Map.of("X-A", "1")));
    assertThat(svix.getEndpoint().getHeaders("shop", "ep").getHeaders())
        .isEqualTo(Map.of("X-A", "1"));
    svix.getEndpoint().delete("shop", endpoint.getId());
    svix.getEventType().create(new EventTypeIn().name("a").description("d"));
    svix.getEventType().update("a", new EventTypeUpdate().description("e"));
    assertThat(svix.getEventType().get("a").getDescription()).isEqualTo("e");
    svix.getEventType().delete("a");
    assertThat(svix.getEventType().list().getData()).isEmpty();
    svix.getApplication().delete("shop");
    assertThatThrownBy(() -> svix.getApplication().get("shop"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
    assertThatThrownBy(() -> svix.getApplication().create(new ApplicationIn().name("")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(422));
  }

  /** The SDK cannot log out: it sends a POST without a body, which its own HTTP client refuses. */
  @Test
  void aPortalWorksWithItsApplicationAlone() throws Exception {
    svix.getEventType()
        .create(new EventTypeIn().name("seen").description("d").featureFlags(Set.of("beta", "x")));
    svix.getEventType().create(new EventTypeIn().name("hidden").description("d").featureFlag("no"));
    AppPortalAccessOut access =
        svix.getAuthentication()
            .appPortalAccess(
                "shop",
                new AppPortalAccessIn()
                    .application(new ApplicationIn().name("Shop").uid("shop"))
                    .featureFlags(Set.of("beta"))
                    .sessionId("anna")
                    .expiry(3_600L));
    assertThat(access.getUrl().getPath()).isEqualTo("/portal");
    Svix portal = svix(access.getToken());
    EndpointOut endpoint =
        portal
            .getEndpoint()
            .create(
                "shop",
                new EndpointIn()
                    .url(new URI("https://example.com/hook"))
                    .filterTypes(Set.of("seen")));
    assertThat(portal.getEndpoint().list("shop").getData()).containsExactly(endpoint);
    assertThat(portal.getEventType().list().getData())
        .extracting(EventTypeOut::getName)
        .containsExactly("seen");
    refused(404, () -> portal.getEventType().get("hidden"));
    refused(403, () -> portal.getApplication().get("shop"));
    refused(
        403,
        () -> portal.getMessage().create("shop", new MessageIn().eventType("a").payload("{}")));
    Svix reader =
        svix(
            svix.getAuthentication()
                .appPortalAccess(
                    "shop",
                    new AppPortalAccessIn().capabilities(Set.of(AppPortalCapability.VIEW_BASE)))
                .getToken());
    assertThat(reader.getEndpoint().get("shop", endpoint.getId())).isEqualTo(endpoint);
    refused(403, () -> reader.getEndpoint().getSecret("shop", endpoint.getId()));
    svix.getAuthentication()
        .expireAll("shop", new ApplicationTokenExpireIn().sessionIds(List.of("anna")));
    refused(401, () -> portal.getEndpoint().list("shop"));
    assertThat(reader.getEndpoint().list("shop").getData()).containsExactly(endpoint);
    svix.getAuthentication().expireAll("shop", new ApplicationTokenExpireIn());
    refused(401, () -> reader.getEndpoint().list("shop"));
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(status));
  }

  private void deliver(String application, String endpoint, String message) {
    Attempted attempted =
        new Attempted(
            "https://example.com/hook",
            api.now.get(),
            Duration.ofMillis(12),
            new Outcome.Answered(200, null, Payload.of("thanks")));
    api.history.record(
        new Entry(
            1,
            EndpointId.parse(endpoint).orElseThrow(),
            MessageId.parse(message).orElseThrow(),
            ApplicationId.parse(application).orElseThrow(),
            1,
            false,
            attempted,
            Entry.State.DELIVERED,
            null,
            new Entry.ParkedChange.None()));
  }
}
