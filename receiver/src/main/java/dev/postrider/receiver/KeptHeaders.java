package dev.postrider.receiver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The headers that go with a webhook to its handler, and how they stand in the store. */
final class KeptHeaders implements RequestHeaders {
  /** Of all names and values together, in characters. */
  private static final int LONGEST = 16 * 1024;

  private final Map<String, List<String>> values;

  private KeptHeaders(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Those of these names.
   *
   * @throws IllegalArgumentException when they are too long
   */
  static KeptHeaders of(RequestHeaders headers, List<String> names) {
    Map<String, List<String>> kept = new TreeMap<>();
    int length = 0;
    for (String name : names) {
      List<String> values = List.copyOf(headers.all(name));
      for (String value : values) {
        length += name.length() + value.length();
        if (length > LONGEST) {
          throw new IllegalArgumentException("headers of more than " + LONGEST + " characters");
        }
      }
      if (!values.isEmpty()) {
        kept.put(name, values);
      }
    }
    return new KeptHeaders(kept);
  }

  static KeptHeaders read(byte[] stored) {
    Map<String, List<String>> kept = new TreeMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
      int names = in.readInt();
      for (int i = 0; i < names; i++) {
        String name = in.readUTF();
        int count = in.readInt();
        List<String> values = new ArrayList<>();
        for (int j = 0; j < count; j++) {
          values.add(in.readUTF());
        }
        kept.put(name, List.copyOf(values));
      }
      return new KeptHeaders(kept);
    } catch (IOException e) {
      throw new UncheckedIOException("headers in the store cannot be read", e);
    }
  }

  byte[] stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(values.size());
      for (Map.Entry<String, List<String>> header : values.entrySet()) {
        out.writeUTF(header.getKey());
        out.writeInt(header.getValue().size());
        for (String value : header.getValue()) {
          out.writeUTF(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public List<String> all(String name) {
    return Objects.requireNonNullElse(values.get(name.toLowerCase(Locale.ROOT)), List.of());
  }
}
