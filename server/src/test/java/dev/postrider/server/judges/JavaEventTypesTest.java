package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.EventTypeDeleteOptions;
import com.svix.api.EventTypeListOptions;
import com.svix.models.EventTypeIn;
import com.svix.models.EventTypeOut;
import com.svix.models.EventTypePatch;
import com.svix.models.EventTypeUpdate;
import com.svix.models.ListResponseEventTypeOut;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Event types, by the official Java SDK. */
final class JavaEventTypesTest extends JavaJudge {
  private static final Map<String, Object> SCHEMAS = Map.of("1", Map.of("type", "object"));

  @Test
  void isCreatedReadPutAndPatched() throws Exception {
    String name = fresh("type");
    EventTypeOut created =
        svix.getEventType().create(new EventTypeIn().name(name).description("d").schemas(SCHEMAS));
    assertThat(svix.getEventType().get(name)).isEqualTo(created);
    assertThat(created.getSchemas()).isEqualTo(SCHEMAS);
    EventTypeOut patched = svix.getEventType().patch(name, new EventTypePatch().description("e"));
    assertThat(patched.getDescription()).isEqualTo("e");
    assertThat(patched.getSchemas()).isEqualTo(SCHEMAS);
    assertThat(svix.getEventType().patch(name, new EventTypePatch().schemas(null)).getSchemas())
        .isNull();
    EventTypeOut replaced =
        svix.getEventType().update(name, new EventTypeUpdate().description("f").deprecated(true));
    assertThat(replaced.getDescription()).isEqualTo("f");
    assertThat(replaced.getDeprecated()).isTrue();
    String other = fresh("type");
    assertThat(svix.getEventType().update(other, new EventTypeUpdate().description("g")).getName())
        .isEqualTo(other);
  }

  @Test
  void isArchivedComesBackAndIsExpunged() throws Exception {
    String name = eventType();
    svix.getEventType().delete(name);
    assertThat(svix.getEventType().get(name).getArchived()).isTrue();
    EventTypeIn again = new EventTypeIn().name(name).description("back");
    assertThat(svix.getEventType().create(again).getArchived()).isFalse();
    assertThat(refused(() -> svix.getEventType().create(again)).getCode()).isEqualTo(409);
    EventTypeDeleteOptions expunge = new EventTypeDeleteOptions();
    expunge.setExpunge(true);
    svix.getEventType().delete(name, expunge);
    assertThat(refused(() -> svix.getEventType().get(name)).getCode()).isEqualTo(404);
  }

  @Test
  void areListedByNameForthAndBack() throws Exception {
    String prefix = fresh("page");
    List<String> names = Stream.of(".1", ".2", ".3").map(prefix::concat).toList();
    for (String name : names.reversed()) {
      svix.getEventType().create(new EventTypeIn().name(name).description("d").schemas(SCHEMAS));
    }
    ListResponseEventTypeOut first = page(prefix + ".", null);
    ListResponseEventTypeOut second = page(first.getIterator(), true);
    assertThat(names(first)).isEqualTo(names.subList(0, 2));
    assertThat(first.getData().getFirst().getSchemas()).isNull();
    assertThat(names(second)).startsWith(names.get(2));
    assertThat(second.getData().getFirst().getSchemas()).isEqualTo(SCHEMAS);
    assertThat(names(page(second.getPrevIterator(), null))).isEqualTo(names.subList(0, 2));
  }

  private ListResponseEventTypeOut page(@Nullable String iterator, @Nullable Boolean content)
      throws Exception {
    EventTypeListOptions options = new EventTypeListOptions();
    options.setLimit(2L);
    options.setIterator(iterator);
    options.setWithContent(content);
    return svix.getEventType().list(options);
  }

  private static List<String> names(ListResponseEventTypeOut page) {
    return page.getData().stream().map(EventTypeOut::getName).toList();
  }
}
