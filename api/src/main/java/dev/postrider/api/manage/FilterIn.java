package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.filter.Filter;
import dev.postrider.filter.FilterForm;
import dev.postrider.filter.FilterForm.Fault;
import dev.postrider.filter.FilterForm.Read;
import dev.postrider.platform.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code filter}. */
final class FilterIn {
  private static final String NAME = "filter";
  private static final int LARGEST = 16 * 1024;

  private FilterIn() {}

  /** Null when it is absent, null, or wrong. */
  static @Nullable Filter read(Fields fields) {
    Object form = fields.plain(NAME, LARGEST);
    if (form == null) {
      return null;
    }
    return switch (FilterForm.read(form)) {
      case Read.Done(Filter filter) -> filter;
      case Read.Faulty(List<Fault> faults) -> {
        faults.forEach(fault ->
            fields.wrong(NAME, new Reading.Fault(fault.place().toString(), fault.message())));
        yield null;
      }
    };
  }
}
