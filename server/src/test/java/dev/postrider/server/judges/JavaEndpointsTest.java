package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.EndpointListOptions;
import com.svix.models.EndpointHeadersIn;
import com.svix.models.EndpointHeadersPatchIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EndpointPatch;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.EndpointUpdate;
import com.svix.models.ListResponseEndpointOut;
import com.svix.models.Ordering;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Endpoints, their secrets and headers, by the official Java SDK. */
@SuppressWarnings("deprecation") // The older name of throttleRate is judged too.
final class JavaEndpointsTest extends JavaJudge {

  @Test
  void isCreatedReadAndDeleted() throws Exception {
    EndpointOut endpoint = svix.getEndpoint().create(app, everything());
    assertThat(endpoint.getUrl()).isEqualTo(URI.create("https://receiver.example.com/"));
    assertThat(endpoint.getChannels()).containsExactlyInAnyOrder("one", "two");
    assertThat(endpoint.getRateLimit()).isEqualTo(5);
    assertThat(endpoint.getDisabled()).isFalse();
    assertThat(svix.getEndpoint().get(app, "first")).isEqualTo(endpoint);
    assertThat(svix.getEndpoint().list(app).getData()).containsExactly(endpoint);
    svix.getEndpoint().delete(app, "first");
    assertThat(refused(() -> svix.getEndpoint().get(app, endpoint.getId())).getCode())
        .isEqualTo(404);
  }

  @Test
  void aPatchLeavesAloneWhatItDoesNotNameAndNullClears() throws Exception {
    EndpointOut before = svix.getEndpoint().create(app, everything());
    EndpointOut disabled =
        svix.getEndpoint().patch(app, "first", new EndpointPatch().disabled(true));
    assertThat(disabled.updatedAt(before.getUpdatedAt())).isEqualTo(before.disabled(true));
    EndpointOut cleared =
        svix.getEndpoint()
            .patch(
                app,
                before.getId(),
                new EndpointPatch().uid(null).channels(null).filterTypes(null).rateLimit(null));
    assertThat(cleared.getUid()).isNull();
    assertThat(cleared.getChannels()).isNull();
    assertThat(cleared.getFilterTypes()).isNull();
    assertThat(cleared.getRateLimit()).isNull();
    assertThat(cleared.getMetadata()).isEqualTo(before.getMetadata());
    assertThat(cleared.getDescription()).isEqualTo(before.getDescription());
  }

  @Test
  void putCreatesAndReplaces() throws Exception {
    EndpointUpdate first = new EndpointUpdate().url(HOOK).uid("mine").channels(Set.of("one"));
    EndpointOut created = svix.getEndpoint().update(app, "mine", first);
    EndpointOut replaced =
        svix.getEndpoint().update(app, "mine", new EndpointUpdate().url(HOOK).uid("mine"));
    assertThat(replaced.getId()).isEqualTo(created.getId());
    assertThat(replaced.getChannels()).isNull();
  }

  @Test
  void areListedPageByPageForthAndBack() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(svix.getEndpoint().create(app, new EndpointIn().url(HOOK)).getId());
    }
    ListResponseEndpointOut first = page(Ordering.ASCENDING, null);
    ListResponseEndpointOut second = page(Ordering.ASCENDING, first.getIterator());
    ListResponseEndpointOut third = page(Ordering.ASCENDING, second.getIterator());
    assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
    assertThat(ids(second)).isEqualTo(ids.subList(2, 4));
    assertThat(ids(third)).isEqualTo(ids.subList(4, 5));
    assertThat(third.getDone()).isTrue();
    assertThat(page(Ordering.ASCENDING, third.getPrevIterator()).getData())
        .isEqualTo(second.getData());
    assertThat(ids(page(null, null))).containsExactly(ids.get(4), ids.get(3));
  }

  @Test
  void aSecretIsGivenReadAndRotated() throws Exception {
    String given = "whsec_" + "A".repeat(32);
    svix.getEndpoint().create(app, new EndpointIn().url(HOOK).uid("ep").secret(given));
    assertThat(svix.getEndpoint().getSecret(app, "ep").getKey()).isEqualTo(given);
    svix.getEndpoint().rotateSecret(app, "ep", new EndpointSecretRotateIn());
    assertThat(svix.getEndpoint().getSecret(app, "ep").getKey())
        .startsWith("whsec_")
        .isNotEqualTo(given);
    String next = "whsec_" + "B".repeat(32);
    svix.getEndpoint().rotateSecret(app, "ep", new EndpointSecretRotateIn().key(next));
    assertThat(svix.getEndpoint().getSecret(app, "ep").getKey()).isEqualTo(next);
  }

  @Test
  void headersAreSetPatchedAndRemoved() throws Exception {
    svix.getEndpoint().create(app, new EndpointIn().url(HOOK).uid("ep"));
    Map<String, String> all = Map.of("X-A", "1", "X-B", "2", "X-C", "3", "X-Api-Key", "secret");
    svix.getEndpoint().updateHeaders(app, "ep", new EndpointHeadersIn().headers(all));
    assertThat(svix.getEndpoint().getHeaders(app, "ep").getHeaders())
        .isEqualTo(Map.of("X-A", "1", "X-B", "2", "X-C", "3"));
    assertThat(svix.getEndpoint().getHeaders(app, "ep").getSensitive())
        .containsExactly("X-Api-Key");
    Map<String, @Nullable String> removed = Collections.singletonMap("X-A", null);
    svix.getEndpoint().patchHeaders(app, "ep", new EndpointHeadersPatchIn().headers(removed));
    svix.getEndpoint()
        .patchHeaders(
            app,
            "ep",
            new EndpointHeadersPatchIn()
                .deleteHeaders(List.of("x-b", "X-Api-Key"))
                .headers(Map.of("X-D", "4")));
    svix.getEndpoint()
        .patchHeaders(app, "ep", new EndpointHeadersPatchIn().deleteHeaders(List.of("X-C")));
    assertThat(svix.getEndpoint().getHeaders(app, "ep").getHeaders()).isEqualTo(Map.of("X-D", "4"));
    assertThat(svix.getEndpoint().getHeaders(app, "ep").getSensitive()).isEmpty();
  }

  private EndpointIn everything() throws Exception {
    return new EndpointIn()
        .url(URI.create("https://Receiver.Example.COM"))
        .uid("first")
        .description("the first")
        .filterTypes(Set.of(eventType()))
        .channels(Set.of("one", "two"))
        .rateLimit(5L)
        .metadata(Map.of("tier", "gold"));
  }

  private ListResponseEndpointOut page(@Nullable Ordering order, @Nullable String iterator)
      throws Exception {
    EndpointListOptions options = new EndpointListOptions();
    options.setLimit(2L);
    options.setOrder(order);
    options.setIterator(iterator);
    return svix.getEndpoint().list(app, options);
  }

  private static List<String> ids(ListResponseEndpointOut page) {
    return page.getData().stream().map(EndpointOut::getId).toList();
  }
}
