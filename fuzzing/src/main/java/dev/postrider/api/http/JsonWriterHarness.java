package dev.postrider.api.http;

import dev.postrider.fuzz.Harness;
import dev.postrider.fuzz.Property;
import dev.postrider.fuzz.Whole;

/** What is written is JSON that says the same texts. An input is UTF-16, halves of pairs too. */
public final class JsonWriterHarness implements Harness {
  @Override
  public void tries(byte[] input) {
    char[] chars = new char[input.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((input[2 * i] & 0xff) << 8 | (input[2 * i + 1] & 0xff));
    }
    String text = new String(chars);
    JsonWriter json = new JsonWriter(1);
    // Halves of pairs are refused wherever a name could come from somebody.
    String name = Utf8.encodable(text) ? text : "name";
    json.beginArray().value(text).beginObject().name(name).value(text).endObject().endArray();
    byte[] written = AnswerBytes.of(Answer.json(200, json));
    Property.holds(Utf8.valid(written), "is UTF-8");
    Whole.of(written)
        .ifPresent(whole -> {
          Property.same(whole.get(0).stringValue(), text, "the text");
          Property.same(whole.get(1).get(name).stringValue(), text, "the member");
        });
  }
}
