package dev.postrider.server.demo;

import java.util.List;

/** What one can do when the scenes are over; every command works as it stands. */
final class Invitation {
  private static final int LONGEST = 94;

  private final DemoApi api;
  private final Paper paper;

  Invitation(DemoApi api, Paper paper) {
    this.api = api;
    this.paper = paper;
  }

  /** Sets the shell's variables that the commands use. */
  void begin(DemoClock clock) {
    paper.heading("your turn", "");
    paper.text(
        """
        Postrider goes on, %d s ahead of your clock, and what arrives is shown here. In another terminal:

        API=%s
        JSON='Content-Type: application/json'
        AUTH='Authorization: Bearer '\\
        %s
        """
            .formatted(clock.ahead().toSeconds(), api.base, broken(api.token)));
  }

  void encores(String platform, String application, List<Encore> encores) {
    paper.text(paper.bold("# " + platform));
    for (Encore encore : encores) {
      paper.text(command("$API/api/v1/app/" + application, encore));
    }
    paper.text("");
  }

  void end() {
    paper.text("Numbers for Prometheus: curl " + api.base.resolve("/metrics"));
    paper.text("Ctrl-C ends the demo.");
    paper.text("");
  }

  private static String command(String base, Encore encore) {
    return switch (encore) {
      case Encore.Event(String body) -> post(base + "/event", body);
      case Encore.Message(String type, String payload) ->
          post(base + "/msg", "{\"eventType\":\"" + type + "\",\"payload\":" + payload + "}");
      case Encore.Look(String path) -> "curl " + base + path + " -H \"$AUTH\"";
      case Encore.Customer(String path, String options) ->
          "curl \"$API" + path + "\" \\\n  " + options;
    };
  }

  /** JSON may have line ends between its members. */
  private static String post(String url, String body) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String member : body.split("(?<=,)(?=\")", -1)) {
      if (column > 0 && column + member.length() > LONGEST) {
        lines.append("\n  ");
        column = 0;
      }
      lines.append(member);
      column += member.length();
    }
    return "curl %s -H \"$AUTH\" -H \"$JSON\" -d \\\n  '%s'".formatted(url, lines);
  }

  /** The shell puts together again what a backslash at the end of a line divides. */
  private static String broken(String text) {
    return text.replaceAll("(.{" + LONGEST + "})(?=.)", "$1\\\\\n");
  }
}
