package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Webhook;
import com.svix.api.OperationalWebhookEndpoint;
import com.svix.api.OperationalWebhookEndpointListOptions;
import com.svix.models.EndpointCreatedEvent;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.ListResponseOperationalWebhookEndpointOut;
import com.svix.models.OperationalWebhookEndpointHeadersIn;
import com.svix.models.OperationalWebhookEndpointIn;
import com.svix.models.OperationalWebhookEndpointOut;
import com.svix.models.OperationalWebhookEndpointSecretIn;
import com.svix.models.OperationalWebhookEndpointUpdate;
import com.svix.models.Ordering;
import dev.postrider.testkit.Received;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operational webhooks by the official Java SDK. */
@SuppressWarnings("deprecation") // The older name of throttleRate is judged too.
final class JavaOperationalWebhooksTest extends JavaJudge {
  private OperationalWebhookEndpoint operational;

  @BeforeEach
  void operational() {
    operational = svix.getOperationalWebhook().getEndpoint();
  }

  /** The organisation is that of the other tests, and is told of them no longer. */
  @AfterEach
  void silence() throws Exception {
    for (OperationalWebhookEndpointOut endpoint : operational.list().getData()) {
      operational.delete(endpoint.getId());
    }
  }

  private OperationalWebhookEndpointIn everything(String uid) {
    return new OperationalWebhookEndpointIn()
        .url(HOOK)
        .uid(uid)
        .description("the desk")
        .filterTypes(Set.of("endpoint.disabled", "message.attempt.exhausted"))
        .rateLimit(5L)
        .metadata(Map.of("tier", "gold"));
  }

  @Test
  void areCreatedReadReplacedAndDeleted() throws Exception {
    String uid = fresh("ops");
    OperationalWebhookEndpointOut made = operational.create(everything(uid));
    assertThat(made.getUrl()).isEqualTo(HOOK);
    assertThat(made.getUid()).isEqualTo(uid);
    assertThat(made.getDescription()).isEqualTo("the desk");
    assertThat(made.getFilterTypes())
        .containsExactlyInAnyOrder("endpoint.disabled", "message.attempt.exhausted");
    assertThat(made.getRateLimit()).isEqualTo(5);
    assertThat(made.getThrottleRate()).isEqualTo(5);
    assertThat(made.getMetadata()).isEqualTo(Map.of("tier", "gold"));
    assertThat(made.getDisabled()).isFalse();
    assertThat(operational.get(made.getId())).isEqualTo(made);
    assertThat(operational.get(uid)).isEqualTo(made);
    OperationalWebhookEndpointOut replaced =
        operational.update(
            uid, new OperationalWebhookEndpointUpdate().url(HOOK).uid(uid).disabled(true));
    assertThat(replaced.getId()).isEqualTo(made.getId());
    assertThat(replaced.getDisabled()).isTrue();
    assertThat(replaced.getFilterTypes()).isNull();
    assertThat(replaced.getMetadata()).isEmpty();
    operational.delete(uid);
    assertThat(refused(() -> operational.get(made.getId())).getCode()).isEqualTo(404);
    assertThat(refused(() -> operational.create(everything("ep_x"))).getCode()).isEqualTo(422);
  }

  @Test
  void areListedPageByPage() throws Exception {
    List<String> ids =
        List.of(
            operational.create(everything(fresh("ops"))).getId(),
            operational.create(everything(fresh("ops"))).getId(),
            operational.create(everything(fresh("ops"))).getId());
    OperationalWebhookEndpointListOptions options = new OperationalWebhookEndpointListOptions();
    options.setLimit(2L);
    options.setOrder(Ordering.ASCENDING);
    ListResponseOperationalWebhookEndpointOut first = operational.list(options);
    assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
    assertThat(first.getDone()).isFalse();
    options.setIterator(first.getIterator());
    ListResponseOperationalWebhookEndpointOut second = operational.list(options);
    assertThat(ids(second)).isEqualTo(ids.subList(2, 3));
    assertThat(second.getDone()).isTrue();
    assertThat(ids(operational.list())).isEqualTo(ids.reversed());
  }

  private static List<String> ids(ListResponseOperationalWebhookEndpointOut page) {
    return page.getData().stream().map(OperationalWebhookEndpointOut::getId).toList();
  }

  @Test
  void haveASecretAndHeaders() throws Exception {
    String given = "whsec_" + "A".repeat(32);
    String id = operational.create(everything(fresh("ops")).secret(given)).getId();
    assertThat(operational.getSecret(id).getKey()).isEqualTo(given);
    String next = "whsec_" + "B".repeat(32);
    operational.rotateSecret(id, new OperationalWebhookEndpointSecretIn().key(next));
    assertThat(operational.getSecret(id).getKey()).isEqualTo(next);
    operational.rotateSecret(id, new OperationalWebhookEndpointSecretIn());
    assertThat(operational.getSecret(id).getKey()).startsWith("whsec_").isNotEqualTo(next);
    operational.updateHeaders(
        id,
        new OperationalWebhookEndpointHeadersIn()
            .headers(Map.of("X-Desk", "1", "Authorization", "secret")));
    assertThat(operational.getHeaders(id).getHeaders()).isEqualTo(Map.of("X-Desk", "1"));
    assertThat(operational.getHeaders(id).getSensitive()).containsExactly("Authorization");
  }

  @Test
  void whatArrivesIsGenuineAndReadByTheSdksModels() throws Exception {
    String id =
        operational
            .create(
                new OperationalWebhookEndpointIn()
                    .url(URI.create(receiver.url()))
                    .filterTypes(Set.of("endpoint.created")))
            .getId();
    EndpointOut made = svix.getEndpoint().create(app, new EndpointIn().url(HOOK).uid("first"));
    Received received = received(1);
    String body = received.body().text();
    Map<String, List<String>> headers =
        received.headers().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, h -> List.of(h.getValue())));
    new Webhook(operational.getSecret(id).getKey())
        .verify(body, HttpHeaders.of(headers, (_, _) -> true));
    EndpointCreatedEvent event = EndpointCreatedEvent.fromJson(body);
    assertThat(event.getData().getAppUid()).isEqualTo(app);
    assertThat(event.getData().getEndpointId()).isEqualTo(made.getId());
    assertThat(event.getData().getEndpointUid()).isEqualTo("first");
    assertThat(svix.getApplication().get(app).getId()).isEqualTo(event.getData().getAppId());
  }
}
