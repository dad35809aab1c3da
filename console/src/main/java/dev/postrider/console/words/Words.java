package dev.postrider.console.words;

import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What pages say, in one language. A text's {@code {0}} is where the first thing goes that it
 * speaks of. Safe for use by many threads.
 */
public final class Words {
  private static final String BUNDLE = "dev.postrider.console.words.words";

  /** The languages that there are; the first is for everybody else. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.forLanguageTag("cs"));

  private static final List<Words> ALL = LANGUAGES.stream().map(Words::new).toList();

  private final Locale locale;
  private final ResourceBundle texts;

  private Words(Locale locale) {
    this.locale = locale;
    // English stands in the bundle that all others fall back to.
    this.texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /**
   * For whoever asks for these languages.
   *
   * @param chosen a language tag that was chosen before; null when none was
   * @param accepted the value of {@code Accept-Language}; null when there is none
   */
  public static Words of(@Nullable String chosen, @Nullable String accepted) {
    if (chosen != null) {
      for (Words words : ALL) {
        if (words.tag().equals(chosen)) {
          return words;
        }
      }
    }
    return ALL.get(LANGUAGES.indexOf(best(accepted)));
  }

  private static Locale best(@Nullable String accepted) {
    if (accepted != null && accepted.length() <= 500) {
      try {
        Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
        if (found != null) {
          return found;
        }
      } catch (IllegalArgumentException nonsense) {
        // Then he is spoken to like everybody else.
      }
    }
    return Locale.ENGLISH;
  }

  /** The tag of the language, as in HTML's {@code lang}. */
  public String tag() {
    return locale.toLanguageTag();
  }

  /** The text of this key. */
  public String text(String key, Object... things) {
    String text = texts.getString(key);
    for (int i = 0; i < things.length; i++) {
      text = text.replace("{" + i + "}", shown(things[i]));
    }
    return text;
  }

  /** True when there is such a text. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** How many of something: the text of {@code key.one}, {@code key.few} or {@code key.many}. */
  public String count(String key, long number) {
    return text(key + "." + form(number), number);
  }

  /** The number as this language writes it. */
  public String number(long number) {
    return NumberFormat.getInstance(locale).format(number);
  }

  private String form(long number) {
    if (number == 1) {
      return "one";
    }
    return locale.getLanguage().equals("cs") && number >= 2 && number <= 4 ? "few" : "many";
  }

  private String shown(Object thing) {
    return thing instanceof Number number
        ? NumberFormat.getInstance(locale).format(number)
        : String.valueOf(thing);
  }

  /** All keys that there are in this language. */
  static List<String> keys(Locale locale) {
    Words words = ALL.get(LANGUAGES.indexOf(locale));
    return words.texts.keySet().stream().sorted().toList();
  }

  @Override
  public String toString() {
    return "Words" + Arrays.asList(tag());
  }
}
