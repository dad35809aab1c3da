package dev.postrider.sender;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.message.Message;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/**
 * All that can be worked out about an endpoint before there is a message: URL, headers, keys. Good
 * for as long as the endpoint's settings and secrets are the same objects.
 *
 * @param shown the URL as it may be stored and logged
 * @param names null when the endpoint gets no signature of Standard Webhooks
 * @param messages null when it gets none of RFC 9421
 */
record Prepared(
    Endpoint.Settings settings,
    List<Secret> secrets,
    Place place,
    String shown,
    Signer signer,
    @Nullable Names names,
    @Nullable MessageSigner messages) {

  /** Where the endpoint's URL leads. */
  sealed interface Place {

    /**
     * {@code headers} is copied for each request, never changed. {@code key} tells one host and
     * port from another. {@code tls} is null for what all have.
     */
    record Web(Target target, String key, Uri uri, HttpHeaders headers, @Nullable OwnTls tls)
        implements Place {
      static Web of(Target target, HttpHeaders headers, @Nullable OwnTls tls) {
        Uri uri =
            new Uri(
                target.scheme(),
                null,
                target.host(),
                target.port(),
                target.path(),
                target.query(),
                null);
        return new Web(target, uri.getBaseUrl(), uri, headers, tls);
      }

      /** Without headers and the rest of the URL, which let somebody in. */
      @Override
      public String toString() {
        return "Web[" + key + "]";
      }
    }

    record Nowhere(String reason) implements Place {}
  }

  /** The three header names in the endpoint's choice of family. */
  record Names(AsciiString id, AsciiString timestamp, AsciiString signature) {
    private static final Names WEBHOOK = family("webhook-");
    private static final Names SVIX = family("svix-");

    private static Names family(String prefix) {
      return new Names(
          AsciiString.cached(prefix + "id"),
          AsciiString.cached(prefix + "timestamp"),
          AsciiString.cached(prefix + "signature"));
    }
  }

  private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

  static Prepared of(Endpoint endpoint, AddressGuard guard, Introduction introduction) {
    Endpoint.Settings settings = endpoint.settings();
    @Nullable Names names =
        switch (settings.signatureNames()) {
          case WEBHOOK -> Names.WEBHOOK;
          case SVIX -> Names.SVIX;
          case NONE -> null;
        };
    Signer signer = Signer.of(endpoint.secrets());
    return switch (Target.read(settings.url())) {
      case Target.Reading.Understood(Target target) ->
          new Prepared(
              settings,
              endpoint.secrets(),
              place(target, endpoint, guard, introduction),
              target.shown(),
              signer,
              names,
              settings.authentication().messageSignatures()
                  ? MessageSigner.of(signer, target, names)
                  : null);
      case Target.Reading.Rejected(String reason) ->
          new Prepared(
              settings,
              endpoint.secrets(),
              new Place.Nowhere(reason),
              USER_INFO.matcher(settings.url()).replaceFirst("//"),
              signer,
              names,
              null);
    };
  }

  /**
   * Identity is enough, because a change makes new objects, and it costs nothing on each attempt.
   */
  @SuppressWarnings("ReferenceEquality")
  boolean stillTrueOf(Endpoint endpoint) {
    return settings == endpoint.settings() && secrets == endpoint.secrets();
  }

  /**
   * Puts what belongs to the message into the head of its request; false when it is to be signed
   * and no secret is live.
   */
  boolean sign(HttpHeaders head, Message message, Instant now) {
    byte[] body = message.payload().bytes();
    head.set(CONTENT_TYPE, contentType(message));
    head.set(CONTENT_LENGTH, Integer.toString(body.length));
    EndpointHeaders.addMissing(head, message.extras().headers());
    if (names != null) {
      String id = message.id().toString();
      String signature = signer.sign(id, now, body);
      if (signature.isEmpty()) {
        return false;
      }
      head.set(names.id, id);
      head.set(names.timestamp, Long.toString(now.getEpochSecond()));
      head.set(names.signature, signature);
    }
    return messages == null || messages.sign(head, body, now);
  }

  private static String contentType(Message message) {
    String type = message.contentType();
    return EndpointHeaders.isOneLine(type) ? type : "application/octet-stream";
  }

  private static Place place(
      Target target, Endpoint endpoint, AddressGuard guard, Introduction introduction) {
    Endpoint.Settings settings = endpoint.settings();
    if (guard.ruleOnUrl(target) instanceof AddressGuard.Ruling.Refused(String reason)) {
      return new Place.Nowhere(reason);
    }
    return Place.Web.of(
        target,
        EndpointHeaders.of(target, settings, introduction),
        target.secure() ? OwnTls.of(endpoint.application(), settings.authentication()) : null);
  }

  @Override
  public String toString() {
    return "Prepared[" + shown + "]";
  }
}
