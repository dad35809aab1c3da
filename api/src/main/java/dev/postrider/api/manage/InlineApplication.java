package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Permission;
import dev.postrider.directory.Stored;
import dev.postrider.platform.Platforms;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application that a call brings along, in case there is none at its path yet. */
public final class InlineApplication {
  private final Directory directory;
  private final ApplicationIn reader;

  public InlineApplication(Directory directory, Platforms platforms) {
    this.directory = directory;
    this.reader = new ApplicationIn(platforms);
  }

  /**
   * The application at the path. Where there is none, it is made as the body's {@code application}
   * says, which is ignored otherwise; 404 when the body does not speak of one.
   */
  public Application at(Request request, @Nullable Fields said) {
    String path = request.id("app");
    Optional<Application> found = directory.application(request.organisation(), path);
    return found.orElseGet(() -> made(request, path, said));
  }

  /** Whoever may publish alone makes none on the way. */
  private Application made(Request request, String path, @Nullable Fields said) {
    if (said == null) {
      throw Refusal.notFound();
    }
    if (!request.caller().may(Permission.MANAGE)) {
      throw Refusal.forbidden("To create the application, the key needs the permission manage");
    }
    String platform = reader.platform(said);
    Application.Settings settings = reader.whole(said, platform, null);
    if (settings.uid() == null) {
      throw wrong("application_uid_missing", "must be there, and be that of the path");
    }
    if (!settings.uid().equals(path)) {
      throw wrong("application_uid_mismatch", "must be that of the path");
    }
    return switch (directory.createApplication(request.organisation(), platform, settings)) {
      case Stored.Done<Application>(Application application) -> application;
      // Somebody else was faster: it is there now.
      case Stored.Taken<Application>(Application application) -> application;
      case Stored.Missing<Application>(),
          Stored.TooManySecrets<Application>(),
          Stored.TooLarge<Application>() ->
          throw new IllegalStateException("a new application has nothing before it");
    };
  }

  private static Refusal wrong(String type, String msg) {
    return Refusal.unprocessable(new Problem(List.of("body", "application", "uid"), msg, type));
  }
}
