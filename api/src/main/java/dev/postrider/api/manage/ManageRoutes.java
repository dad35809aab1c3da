package dev.postrider.api.manage;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.PolicyWords;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The paths of what a platform manages. */
public final class ManageRoutes {
  private static final String APP = "/api/v1/app";
  private static final String ONE_APP = APP + "/{app}";
  private static final String ENDPOINT = ONE_APP + "/endpoint";
  private static final String ONE_ENDPOINT = ENDPOINT + "/{endpoint}";
  private static final String CREDENTIAL = ONE_APP + "/credential";
  private static final String EVENT_TYPE = "/api/v1/event-type";
  private static final String ONE_EVENT_TYPE = EVENT_TYPE + "/{name}";

  private ManageRoutes() {}

  public static void add(
      RouteTable routes,
      Directory directory,
      Platforms platforms,
      PolicyWords words,
      RandomGenerator random,
      UrlRules urls,
      InstantSource clock) {
    PolicyIn policies = new PolicyIn(words);
    EndpointIn in = new EndpointIn(directory, platforms, policies, urls, clock);
    EndpointOut out = new EndpointOut(words);
    applications(routes, new Applications(directory, platforms));
    Endpoints endpoints = new Endpoints(directory, platforms, in, out, random);
    endpoints(routes, endpoints);
    routes.get(ONE_ENDPOINT + "/policy", new EndpointPolicy(directory, platforms, words)::get);
    EndpointSecrets secrets = new EndpointSecrets(directory, random);
    secrets(routes, secrets);
    EndpointHeaders headers = new EndpointHeaders(directory);
    headers(routes, headers);
    operational(routes, new OperationalScope(directory), endpoints, secrets, headers);
    filters(routes, new EndpointFilters(directory));
    credentials(routes, new Credentials(directory, random));
    EventTypeOut types = new EventTypeOut(words);
    routes.get("/api/v1/platform", new PlatformList(platforms, words)::get);
    routes.get(ONE_APP + "/event-catalogue", new EventCatalogue(directory, platforms)::get);
    eventTypes(routes, new EventTypes(directory, new EventTypeIn(policies), types));
  }

  private static void applications(RouteTable routes, Applications applications) {
    routes.get(APP, applications::list).post(APP, applications::create);
    routes.get(ONE_APP, applications::get).put(ONE_APP, applications::put);
    routes.patch(ONE_APP, applications::patch).delete(ONE_APP, applications::delete);
  }

  private static void endpoints(RouteTable routes, Endpoints endpoints) {
    routes.get(ENDPOINT, endpoints::list).post(ENDPOINT, endpoints::create);
    routes.get(ONE_ENDPOINT, endpoints::get).put(ONE_ENDPOINT, endpoints::put);
    routes.patch(ONE_ENDPOINT, endpoints::patch).delete(ONE_ENDPOINT, endpoints::delete);
    routes.post(ONE_ENDPOINT + "/verify", endpoints::verify);
  }

  private static void secrets(RouteTable routes, EndpointSecrets secrets) {
    routes.get(ONE_ENDPOINT + "/secret", secrets::get);
    routes.post(ONE_ENDPOINT + "/secret/rotate", secrets::rotate);
  }

  private static void headers(RouteTable routes, EndpointHeaders headers) {
    String path = ONE_ENDPOINT + "/headers";
    routes.get(path, headers::get).put(path, headers::put).patch(path, headers::patch);
  }

  /** The same things, of the caller's operational webhooks. */
  private static void operational(
      RouteTable routes,
      OperationalScope scope,
      Endpoints endpoints,
      EndpointSecrets secrets,
      EndpointHeaders headers) {
    String all = OperationalScope.PATH + "/endpoint";
    String one = all + "/{endpoint}";
    routes.get(all, scope.listing(endpoints::list)).post(all, scope.making(endpoints::create));
    routes.get(one, scope.of(endpoints::get)).put(one, scope.making(endpoints::put));
    routes.delete(one, scope.of(endpoints::delete));
    routes.post(one + "/verify", scope.of(endpoints::verify));
    routes.get(one + "/secret", scope.of(secrets::get));
    routes.post(one + "/secret/rotate", scope.of(secrets::rotate));
    routes.get(one + "/headers", scope.of(headers::get));
    routes.put(one + "/headers", scope.of(headers::put));
  }

  private static void filters(RouteTable routes, EndpointFilters filters) {
    routes.post(ONE_ENDPOINT + "/filter/test", filters::test);
  }

  private static void credentials(RouteTable routes, Credentials credentials) {
    routes.get(CREDENTIAL, credentials::list).post(CREDENTIAL, credentials::create);
    routes.delete(CREDENTIAL + "/{name}", credentials::delete);
  }

  private static void eventTypes(RouteTable routes, EventTypes types) {
    routes.get(EVENT_TYPE, types::list).post(EVENT_TYPE, types::create);
    routes.get(ONE_EVENT_TYPE, types::get).put(ONE_EVENT_TYPE, types::put);
    routes.patch(ONE_EVENT_TYPE, types::patch).delete(ONE_EVENT_TYPE, types::delete);
  }
}
