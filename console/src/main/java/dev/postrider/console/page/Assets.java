package dev.postrider.console.page;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What browsers load with pages: scripts and the style sheet, all from here. They are read once,
 * sent compressed, and only if the browser has them not yet. Safe for use by many threads.
 */
public final class Assets implements Handler {
  private static final String OWN = "dev/postrider/console/assets/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final Header NO_CACHE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-cache");
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");

  private static final class Asset {
    private final byte[] plain;
    private final byte[] compressed;
    private final String type;
    private final String tag;

    private Asset(byte[] plain, byte[] compressed, String type, String tag) {
      this.plain = plain;
      this.compressed = compressed;
      this.type = type;
      this.tag = tag;
    }
  }

  private final Map<String, Asset> assets = new HashMap<>();

  /** With what the brand says differently. */
  public Assets(Brand brand) {
    for (String script : List.of("console.js", "live.js", "charts.js")) {
      assets.put(script, asset(read(OWN + script), SCRIPT));
    }
    assets.put("console.css", asset(read(OWN + "console.css"), STYLE));
    assets.put("brand.css", asset(brand.style(), STYLE));
    assets.put("htmx.js", webjar("htmx.org", "dist/htmx.min.js", SCRIPT));
    assets.put("uplot.js", webjar("uplot", "dist/uPlot.iife.min.js", SCRIPT));
    assets.put("uplot.css", webjar("uplot", "dist/uPlot.min.css", STYLE));
    if (brand.logo() != null) {
      assets.put("logo", asset(brand.logo().bytes().bytes(), brand.logo().type()));
    }
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    Asset asset = assets.get(path.substring(path.lastIndexOf('/') + 1));
    if (asset == null) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    response.header(NO_CACHE).header(VARY).header(HeaderNames.ETAG, asset.tag);
    if (said(request, "If-None-Match").contains(asset.tag)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, asset.type);
    if (said(request, "Accept-Encoding").contains("gzip")) {
      response.header(GZIP).send(asset.compressed);
    } else {
      response.send(asset.plain);
    }
  }

  private static String said(ServerRequest request, String header) {
    return request.headers().first(HeaderNames.create(header)).orElse("");
  }

  private static Asset webjar(String name, String file, String type) {
    String jar = "META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = open(jar)) {
      properties.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    String version = properties.getProperty("version");
    return asset(read("META-INF/resources/webjars/" + name + "/" + version + "/" + file), type);
  }

  private static byte[] read(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Asset asset(byte[] plain, String type) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(plain);
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
      String tag = '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
      return new Asset(plain, bytes.toByteArray(), type, tag);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static InputStream open(String name) {
    @Nullable InputStream in = Assets.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return in;
  }
}
