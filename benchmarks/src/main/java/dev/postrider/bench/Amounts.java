package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the settings of a sweep as people write them: {@code 200,1k,256k}. */
final class Amounts {
  /** More would take a day. */
  private static final int MOST = 20;

  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})(k?)");

  private Amounts() {}

  /**
   * The amounts in their order, each within its bounds.
   *
   * @param thousand what a {@code k} stands for
   */
  static List<Integer> read(
      Bounds bounds, String option, List<String> words, int thousand, int least, int most) {
    bounds.within("values of " + option, words.size(), 1, MOST);
    List<Integer> amounts = new ArrayList<>();
    for (String word : words) {
      Matcher matcher = AMOUNT.matcher(word.strip());
      if (!matcher.matches()) {
        throw bounds.bad("%s: whole numbers such as 200,1k,64k, not %s".formatted(option, word));
      }
      double amount =
          Double.parseDouble(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : thousand);
      bounds.within(option, amount, least, most);
      amounts.add((int) amount);
    }
    return List.copyOf(amounts);
  }
}
