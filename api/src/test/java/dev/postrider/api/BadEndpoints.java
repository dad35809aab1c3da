package dev.postrider.api;

import dev.postrider.api.BadInputs.Bad;
import java.util.stream.Stream;

/** What is wrong with endpoints, their headers, secrets and filters. */
final class BadEndpoints {
  private static final String FILTER = "{\"at\":\"/a\",\"equals\":1}";

  private BadEndpoints() {}

  static Stream<Bad> all() {
    return Stream.of(urls(), endpoints(), headers(), removedHeaders(), secrets(), filterTests())
        .flatMap(bad -> bad);
  }

  private static Stream<Bad> urls() {
    return Stream.of(
            "\"\"",
            "7",
            "\"example.com\"",
            "\"//example.com/\"",
            "\"ftp://example.com/\"",
            "\"file:///etc/passwd\"",
            "\"javascript:alert(1)\"",
            "\"http://\"",
            "\"http:///path\"",
            "\"http://:80/\"",
            "\"http://exa mple.com/\"",
            "\"http://example.com/\\r\\nX: y\"",
            "\"http://example.com/\\u0000\"",
            "\"http://example.com:0/\"",
            "\"http://example.com:65536/\"",
            "\"http://example.com:x/\"",
            "\"http://example.com:25/\"",
            "\"https://example.com:00022/\"",
            "\"http://[2606:4700::1]:6379/\"",
            "\"http://a@b@example.com/\"",
            "\"http://exa%6dple.com/\"",
            "\"http://example.com\\\\@evil.com/\"",
            "\"http://1.2.3.999/\"",
            "\"http://a.0x/\"",
            "\"http://[::1/\"",
            "\"http://[zz]/\"",
            "\"http://a..b/\"",
            "\"http://example.com/%zz\"",
            "\"http://example.com/" + "x".repeat(2_048) + "\"")
        .map(url -> new Bad(422, "body/url", "POST", "APP/endpoint", "{\"url\":" + url + "}"));
  }

  private static Stream<Bad> endpoints() {
    return Stream.of(
            "body/uid \"uid\":\"ep_x\"",
            "body/eventTypes \"eventTypes\":[]",
            "body/eventTypes \"eventTypes\":[\"unknown\"]",
            "body/filterTypes \"filterTypes\":[\"old\"]",
            "body/eventTypes/[0] \"eventTypes\":[7]",
            "body/eventTypes/[1] \"eventTypes\":[\"a\",\"b c\"]",
            "body/channels \"channels\":[]",
            "body/channels \"channels\":\"a\"",
            "body/channels \"channels\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
            "body/channels/[0] \"channels\":[\"" + "x".repeat(129) + "\"]",
            "body/channels/[1] \"channels\":[\"a\",\"a\"]",
            "body/tags \"tags\":[]",
            "body/tags/[0] \"tags\":[\"a b\"]",
            "body/disabled \"disabled\":\"yes\"",
            "body/description \"description\":\"\\u0000\"",
            "body/signatureHeaders \"signatureHeaders\":\"both\"",
            "body/headers \"headers\":{\"host\":\"x\"}",
            "body/secret \"secret\":\"whsec_short\"",
            "body/policy \"policy\":[]",
            "body/policy \"policy\":{\"timeuot\":\"5s\"}",
            "body/policy \"policy\":{\"timeout\":\"" + "x".repeat(16_385) + "\"}",
            "body/policy/timeout \"policy\":{\"timeout\":\"\\ud800\"}",
            "body/policy/timeout \"policy\":{\"timeout\":\"31s\"}",
            "body/policy/timeout \"policy\":{\"timeout\":" + "9".repeat(900) + "}",
            "body/policy/retry/delays/[2] \"policy\":{\"retry\":{\"delays\":[\"1s\",\"1s\",\"8d\"]}}",
            "body/policy/refuse/[0] \"policy\":{\"refuse\":[\"428-400\"]}",
            "body/policy/concurrency \"policy\":{\"concurrency\":1e99999}",
            "body/authentication \"authentication\":[]",
            "body/authentication/baisc \"authentication\":{\"baisc\":{}}",
            "body/authentication/basic \"authentication\":{\"basic\":\"u:p\"}",
            "body/authentication/basic/username \"authentication\":{\"basic\":{\"password\":\"p\"}}",
            "body/authentication/basic/username \"authentication\":{\"basic\":{\"username\":\"a:b\",\"password\":\"p\"}}",
            "body/authentication/basic/password \"authentication\":{\"basic\":{\"username\":\"u\"}}",
            "body/authentication/basic/password \"authentication\":{\"basic\":{\"username\":\"u\",\"password\":\"a\\nb\"}}",
            "body/authentication/bearer/token \"authentication\":{\"bearer\":{}}",
            "body/authentication/bearer/token \"authentication\":{\"bearer\":{\"token\":\"ü\"}}",
            "body/authentication/bearer/token \"authentication\":{\"bearer\":{\"token\":\""
                + "x".repeat(4_097)
                + "\"}}",
            "body/authentication/apiKey/header \"authentication\":{\"apiKey\":{\"header\":\"Host\",\"value\":\"k\"}}",
            "body/authentication/apiKey/header \"authentication\":{\"apiKey\":{\"header\":\"a b\",\"value\":\"k\"}}",
            "body/authentication/apiKey/value \"authentication\":{\"apiKey\":{\"header\":\"X-Key\",\"value\":\"\"}}",
            "body/authentication/oauth2/tokenUrl \"authentication\":{\"oauth2\":{\"clientId\":\"c\",\"clientSecret\":\"s\"}}",
            "body/authentication/oauth2/tokenUrl \"authentication\":{\"oauth2\":{\"tokenUrl\":\"ftp://a/\",\"clientId\":\"c\",\"clientSecret\":\"s\"}}",
            "body/authentication/oauth2/tokenUrl \"authentication\":{\"oauth2\":{\"tokenUrl\":\"http://u:p@a/\",\"clientId\":\"c\",\"clientSecret\":\"s\"}}",
            "body/authentication/oauth2/clientSecret \"authentication\":{\"oauth2\":{\"tokenUrl\":\"http://a/\",\"clientId\":\"c\"}}",
            "body/authentication/oauth2/clientAuthentication \"authentication\":{\"oauth2\":{\"tokenUrl\":\"http://a/\",\"clientId\":\"c\",\"clientSecret\":\"s\",\"clientAuthentication\":\"jwt\"}}",
            "body/authentication/clientCertificate/chain \"authentication\":{\"clientCertificate\":{\"key\":\"x\"}}",
            "body/authentication/clientCertificate/chain \"authentication\":{\"clientCertificate\":{\"chain\":\"x\"}}",
            "body/authentication/trustedCertificates/pem \"authentication\":{\"trustedCertificates\":{}}",
            "body/authentication/trustedCertificates/pem \"authentication\":{\"trustedCertificates\":{\"pem\":\"-----BEGIN CERTIFICATE-----\\nQUJD\\n-----END CERTIFICATE-----\"}}",
            "body/authentication/trustedCertificates/pem \"authentication\":{\"trustedCertificates\":{\"pem\":\""
                + "-----BEGIN CERTIFICATE-----\\n".repeat(1_200)
                + "\"}}",
            "body/authentication/messageSignatures \"authentication\":{\"messageSignatures\":1}",
            "body/authentication/bearer \"authentication\":{\"basic\":{\"username\":\"u\",\"password\":\"p\"},\"bearer\":{\"token\":\"t\"}}",
            "body/filter \"filter\":[]",
            "body/filter \"filter\":{}",
            "body/filter \"filter\":\"" + "x".repeat(16_383) + "\"",
            "body/filter/all/[1]/not/at \"filter\":{\"all\":["
                + FILTER
                + ",{\"not\":{\"equals\":1}}]}",
            "body/filter/in/[1] \"filter\":{\"at\":\"\",\"in\":[1,[]]}",
            "body \"filter\":{\"at\":\"/a\",\"at\":\"/b\",\"equals\":1}",
            "body \"filter\":{\"at\":\"/a\",\"equals\":1e99999999999}")
        .map(s -> s.split(" ", 2))
        .map(s ->
            new Bad(
                422,
                s[0],
                "POST",
                "APP/endpoint",
                "{\"url\":\"http://example.com/\"," + s[1] + "}"));
  }

  private static Stream<Bad> headers() {
    return Stream.of(
            "body/headers {}",
            "body/headers {\"headers\":null}",
            "body/headers {\"headers\":[]}",
            "body/headers {\"headers\":{\"User-Agent\":\"x\"}}",
            "body/headers {\"headers\":{\"Content-Length\":\"1\"}}",
            "body/headers {\"headers\":{\"X-Amz-Foo\":\"x\"}}",
            "body/headers {\"headers\":{\"svix-id\":\"x\"}}",
            "body/headers {\"headers\":{\"Webhook-Id\":\"x\"}}",
            "body/headers {\"headers\":{\"a b\":\"x\"}}",
            "body/headers {\"headers\":{\"a:\":\"x\"}}",
            "body/headers {\"headers\":{\"\":\"x\"}}",
            "body/headers {\"headers\":{\"X-A\":\"1\",\"x-a\":\"2\"}}",
            "body/headers/X {\"headers\":{\"X\":\"a\\r\\nY: b\"}}",
            "body/headers/X {\"headers\":{\"X\":\"ü\"}}",
            "body/headers/X {\"headers\":{\"X\":7}}",
            "body/headers/X {\"headers\":{\"X\":\"" + "x".repeat(4_097) + "\"}}")
        .map(s -> s.split(" ", 2))
        .flatMap(s ->
            Stream.of(
                new Bad(422, s[0], "PUT", "APP/endpoint/ep/headers", s[1]),
                new Bad(422, s[0], "PATCH", "APP/endpoint/ep/headers", s[1])));
  }

  private static Stream<Bad> removedHeaders() {
    return Stream.of(
            "body/deleteHeaders {\"headers\":{},\"deleteHeaders\":\"X-A\"}",
            "body/deleteHeaders/[0] {\"headers\":{},\"deleteHeaders\":[7]}",
            "body/deleteHeaders/[0] {\"deleteHeaders\":[\"\"]}",
            "body/headers {\"deleteHeaders\":[],\"headers\":{\"host\":\"x\"}}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "PATCH", "APP/endpoint/ep/headers", s[1]));
  }

  private static Stream<Bad> secrets() {
    return Stream.of(
            "\"\"",
            "\"whsec_\"",
            "\"whsec_!!!!\"",
            "\"QUJDREVGR0hJSktMTU5PUFFSU1RVVldY\"",
            "\"whsk_QUJD\"",
            "7")
        .map(key ->
            new Bad(
                422, "body/key", "POST", "APP/endpoint/ep/secret/rotate", "{\"key\":" + key + "}"));
  }

  private static Stream<Bad> filterTests() {
    return Stream.of(
            "body/payload {}",
            "body/payload {\"filter\":" + FILTER + "}",
            "body/filter/equal {\"payload\":{},\"filter\":{\"at\":\"/a\",\"equal\":1}}",
            "body/eventType {\"payload\":{},\"eventType\":\"a b\"}",
            "body/channels {\"payload\":{},\"channels\":[]}")
        .map(s -> s.split(" ", 2))
        .map(s -> new Bad(422, s[0], "POST", "APP/endpoint/ep/filter/test", s[1]));
  }
}
