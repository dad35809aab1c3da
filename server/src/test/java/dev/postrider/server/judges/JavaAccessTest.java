package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.Svix;
import com.svix.models.AppPortalAccessIn;
import com.svix.models.AppPortalAccessOut;
import com.svix.models.AppPortalCapability;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationTokenExpireIn;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.EventTypeIn;
import com.svix.models.MessageIn;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tokens of portals, by the official Java SDK. It cannot log out: it sends a POST without a body,
 * which its own HTTP client refuses.
 */
final class JavaAccessTest extends JavaJudge {

  @Test
  void aPortalWorksWithItsApplicationAlone() throws Exception {
    String uid = fresh("app");
    AppPortalAccessOut access =
        svix.getAuthentication()
            .appPortalAccess(
                uid,
                new AppPortalAccessIn()
                    .application(new ApplicationIn().name("Shop").uid(uid))
                    .expiry(3_600L));
    assertThat(access.getUrl().getPath()).isEqualTo("/portal");
    Svix portal = client(access.getToken());
    EndpointOut endpoint = portal.getEndpoint().create(uid, new EndpointIn().url(HOOK));
    assertThat(portal.getEndpoint().list(uid).getData()).containsExactly(endpoint);
    assertThat(refused(() -> portal.getEndpoint().list(app)).getCode()).isEqualTo(404);
    assertThat(refused(() -> portal.getApplication().get(uid)).getCode()).isEqualTo(403);
    MessageIn message = new MessageIn().eventType("a").payload("{}");
    assertThat(refused(() -> portal.getMessage().create(uid, message)).getCode()).isEqualTo(403);
  }

  @Test
  void aPortalSeesTheEventTypesOfItsFlags() throws Exception {
    String seen = fresh("seen");
    String hidden = fresh("hidden");
    svix.getEventType()
        .create(new EventTypeIn().name(seen).description("d").featureFlags(Set.of("beta", "x")));
    svix.getEventType()
        .create(new EventTypeIn().name(hidden).description("d").featureFlags(Set.of("no")));
    Svix portal = portal(new AppPortalAccessIn().featureFlags(Set.of("beta")));
    assertThat(portal.getEventType().get(seen).getName()).isEqualTo(seen);
    assertThat(refused(() -> portal.getEventType().get(hidden)).getCode()).isEqualTo(404);
    EndpointIn asks = new EndpointIn().url(HOOK).filterTypes(Set.of(hidden));
    assertThat(refused(() -> portal.getEndpoint().create(app, asks)).getCode()).isEqualTo(422);
  }

  @Test
  void tokensAreEndedByTheirSessionsAndAllAtOnce() throws Exception {
    Svix anna = portal(new AppPortalAccessIn().sessionId("anna"));
    Svix reader =
        portal(new AppPortalAccessIn().capabilities(Set.of(AppPortalCapability.VIEW_BASE)));
    EndpointOut endpoint = anna.getEndpoint().create(app, new EndpointIn().url(HOOK));
    assertThat(reader.getEndpoint().get(app, endpoint.getId())).isEqualTo(endpoint);
    assertThat(refused(() -> reader.getEndpoint().getSecret(app, endpoint.getId())).getCode())
        .isEqualTo(403);
    svix.getAuthentication()
        .expireAll(app, new ApplicationTokenExpireIn().sessionIds(List.of("anna")));
    assertThat(refused(() -> anna.getEndpoint().list(app)).getCode()).isEqualTo(401);
    assertThat(reader.getEndpoint().list(app).getData()).containsExactly(endpoint);
    svix.getAuthentication().expireAll(app, new ApplicationTokenExpireIn());
    assertThat(refused(() -> reader.getEndpoint().list(app)).getCode()).isEqualTo(401);
  }

  private Svix portal(AppPortalAccessIn what) throws Exception {
    return client(svix.getAuthentication().appPortalAccess(app, what).getToken());
  }
}
