package dev.postrider.api.accept;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.ApplicationIn;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Stored;
import java.util.List;
import java.util.Objects;

/** Creates the application of a message that brings it along. */
record NewApplication(Directory directory, ApplicationIn reader) {

  /** Its uid must be that of the path, so that the next message finds it. */
  void create(Request request, Fields fields) {
    String platform;
    Application.Settings settings;
    try {
      platform = reader.platform(fields);
      settings = ApplicationIn.whole(fields, null);
    } catch (Refusal refused) {
      throw refused.within("application");
    }
    if (settings.uid() == null) {
      throw wrong(
          "application_uid_missing", "must be that of the path, which names no application");
    }
    if (!Objects.equals(settings.uid(), request.id("app"))) {
      throw wrong("application_uid_mismatch", "is not that of the path");
    }
    Stored<Application> stored =
        directory.createApplication(request.organisation(), platform, settings);
    switch (stored) {
      case Stored.Done<Application> _ -> {}
      // Another request has just created it.
      case Stored.Taken<Application> _ -> {}
      case Stored.Missing<Application>() -> throw Refusal.notFound();
      case Stored.TooManySecrets<Application>() ->
          throw new IllegalStateException("an application has no secrets");
    }
  }

  private static Refusal wrong(String type, String msg) {
    return Refusal.unprocessable(new Problem(List.of("body", "application", "uid"), msg, type));
  }
}
