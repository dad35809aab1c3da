package dev.postrider.history;

import dev.postrider.message.Payload;
import java.util.Arrays;
import java.util.List;

/**
 * Words that a payload must have, all of them, in any order and anywhere: in a value, in the name
 * of a member, in a text that is no JSON.
 *
 * <p>A word is a run of letters and digits, and counts as a whole. Capitals are as good as small
 * letters; a letter with an accent is another one than without. What is written together, as {@code
 * order-17} or an address, must stand there together: its words in this order with nothing but
 * signs or blanks between them.
 *
 * <p>This is told from the bytes alone and not by a database, whose words depend on its locale, and
 * which cannot read what is sealed.
 *
 * @param runs words that stand together, in small letters, with a blank before and behind each
 */
public record Words(List<String> runs) {
  /** How long a text may be that says which words. */
  public static final int LONGEST = 256;

  public Words {
    runs = List.copyOf(runs);
  }

  /** The words of a text, which may have none. */
  public static Words of(String text) {
    return new Words(
        Arrays.stream(text.split("\\s+", -1))
            .map(WordScan::plain)
            .filter(run -> !run.isBlank())
            .distinct()
            .toList());
  }

  /** True when they are all in it. In JSON a letter may be written as an escape. */
  public boolean in(Payload payload, String contentType) {
    return new WordScan(payload, contentType.contains("json")).hasAll(runs);
  }
}
