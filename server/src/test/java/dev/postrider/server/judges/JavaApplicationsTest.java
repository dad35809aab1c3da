package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.ApplicationListOptions;
import com.svix.models.ApplicationIn;
import com.svix.models.ApplicationOut;
import com.svix.models.ApplicationPatch;
import com.svix.models.ListResponseApplicationOut;
import com.svix.models.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Applications, by the official Java SDK. */
@SuppressWarnings("deprecation") // The older name of throttleRate is judged too.
final class JavaApplicationsTest extends JavaJudge {

  @Test
  void isCreatedReadAndDeleted() throws Exception {
    String uid = fresh("app");
    ApplicationOut created =
        svix.getApplication()
            .create(new ApplicationIn().name("Shop").uid(uid).metadata(Map.of("a", "b")));
    assertThat(svix.getApplication().get(uid)).isEqualTo(created);
    assertThat(svix.getApplication().get(created.getId())).isEqualTo(created);
    svix.getApplication().delete(uid);
    assertThat(refused(() -> svix.getApplication().get(created.getId())).getCode()).isEqualTo(404);
  }

  @Test
  void getOrCreateGivesWhatThereIs() throws Exception {
    ApplicationOut there = svix.getApplication().get(app);
    ApplicationIn same = new ApplicationIn().name("Another").uid(app);
    assertThat(svix.getApplication().getOrCreate(same)).isEqualTo(there);
    String uid = fresh("app");
    ApplicationIn none = new ApplicationIn().name("New").uid(uid);
    assertThat(svix.getApplication().getOrCreate(none).getUid()).isEqualTo(uid);
  }

  @Test
  void aPatchLeavesAloneWhatItDoesNotNameAndNullClears() throws Exception {
    svix.getApplication()
        .patch(app, new ApplicationPatch().throttleRate(7L).metadata(Map.of("a", "b")));
    ApplicationOut renamed =
        svix.getApplication().patch(app, new ApplicationPatch().name("Market"));
    assertThat(renamed.getName()).isEqualTo("Market");
    assertThat(renamed.getThrottleRate()).isEqualTo(7);
    assertThat(renamed.getUid()).isEqualTo(app);
    assertThat(renamed.getMetadata()).isEqualTo(Map.of("a", "b"));
    ApplicationOut cleared =
        svix.getApplication().patch(app, new ApplicationPatch().throttleRate(null).uid(null));
    assertThat(cleared.getThrottleRate()).isNull();
    assertThat(cleared.getUid()).isNull();
    assertThat(cleared.getName()).isEqualTo("Market");
  }

  @Test
  void putCreatesAndReplaces() throws Exception {
    String uid = fresh("app");
    ApplicationOut created =
        svix.getApplication().update(uid, new ApplicationIn().name("Shop").uid(uid).rateLimit(3L));
    assertThat(created.getRateLimit()).isEqualTo(3);
    ApplicationOut replaced =
        svix.getApplication().update(uid, new ApplicationIn().name("Market").uid(uid));
    assertThat(replaced.getId()).isEqualTo(created.getId());
    assertThat(replaced.getName()).isEqualTo("Market");
    assertThat(replaced.getRateLimit()).isNull();
  }

  @Test
  void areListedPageByPageForthAndBack() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(svix.getApplication().create(new ApplicationIn().name("Page " + i)).getId());
    }
    ListResponseApplicationOut newest = page(Ordering.DESCENDING, null);
    assertThat(ids(newest)).containsExactly(ids.get(2), ids.get(1));
    assertThat(newest.getDone()).isFalse();
    ListResponseApplicationOut older = page(Ordering.DESCENDING, newest.getIterator());
    assertThat(ids(older)).startsWith(ids.get(0));
    assertThat(page(Ordering.DESCENDING, older.getPrevIterator()).getData())
        .isEqualTo(newest.getData());
    assertThat(ids(page(Ordering.ASCENDING, ids.get(0)))).containsExactly(ids.get(1), ids.get(2));
  }

  private ListResponseApplicationOut page(Ordering order, @Nullable String iterator)
      throws Exception {
    ApplicationListOptions options = new ApplicationListOptions();
    options.setLimit(2L);
    options.setOrder(order);
    options.setIterator(iterator);
    return svix.getApplication().list(options);
  }

  private static List<String> ids(ListResponseApplicationOut page) {
    return page.getData().stream().map(ApplicationOut::getId).toList();
  }
}
