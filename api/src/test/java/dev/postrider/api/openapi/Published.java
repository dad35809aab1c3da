package dev.postrider.api.openapi;

import dev.postrider.testkit.OpenApi;
import tools.jackson.databind.json.JsonMapper;

/** The document that every server shows, for tests that have none at hand. */
public final class Published {
  /** Read once, because it is long. */
  public static final OpenApi DOCUMENT =
      new OpenApi(JsonMapper.shared().readTree(ApiDocument.json()));

  private Published() {}
}
