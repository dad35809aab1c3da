package dev.postrider.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A secret in all the forms in which it could be found: as it is, base64, hexadecimal, as in URLs.
 */
record Needle(String text, List<String> forms) {

  static Needle of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>(encoded(bytes));
    forms.add(text);
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    return new Needle(text, latin(forms));
  }

  /** Bytes, which are ASCII. */
  static Needle of(byte[] bytes) {
    Set<String> forms = new LinkedHashSet<>(encoded(bytes));
    forms.add(new String(bytes, StandardCharsets.US_ASCII));
    return new Needle("", latin(forms));
  }

  Needle or(Needle other) {
    List<String> both = new ArrayList<>(forms);
    both.addAll(other.forms);
    return new Needle(text.isEmpty() ? other.text : text, both);
  }

  private static Set<String> encoded(byte[] bytes) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    // Base64 of something longer shows it in one of three ways, without its ends.
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int whole = shifted.length / 3 * 3;
      for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String text = base64.encodeToString(Arrays.copyOf(shifted, whole));
        forms.add(text.substring(before == 0 ? 0 : 4));
      }
    }
    return forms;
  }

  private static List<String> latin(Set<String> forms) {
    return forms.stream()
        .map(form -> new String(form.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .toList();
  }

  /** The forms that are in these bytes, each of them read as a character. */
  List<String> in(String haystack) {
    return forms.stream().filter(haystack::contains).toList();
  }

  /** Bytes as a needle is sought in them. */
  static String haystack(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return text;
  }
}
