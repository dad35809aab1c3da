package dev.postrider.api.task;

import dev.postrider.task.Task;
import dev.postrider.task.Work;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What tasks are called, in Svix's words. */
final class TaskWords {
  /** Kinds that Svix's SDKs know, and that are never done here. */
  private static final Set<String> OTHERS = Set.of("message.broadcast", "sdk.generate");

  private TaskWords() {}

  static String of(Task.Status status) {
    return switch (status) {
      case RUNNING -> "running";
      case FINISHED -> "finished";
      case FAILED -> "failed";
    };
  }

  static Optional<Work.Kind> kind(String word) {
    return Arrays.stream(Work.Kind.values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  static Optional<Task.Status> status(String word) {
    return Arrays.stream(Task.Status.values())
        .filter(status -> of(status).equals(word))
        .findFirst();
  }

  /** True for a kind of task of which there never is one. */
  static boolean neverDone(String word) {
    return OTHERS.contains(word);
  }
}
