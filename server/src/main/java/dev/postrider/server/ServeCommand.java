package dev.postrider.server;

import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.Key;
import dev.postrider.server.config.Settings;
import dev.postrider.server.config.Sources;
import dev.postrider.server.observe.Logs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code postrider serve}: runs until it is told to stop. Every setting is an option of it. */
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
  private static final String CONFIG = "--config";

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private ServeCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = new ServeCommand().spec;
    spec.name("serve").mixinStandardHelpOptions(true).versionProvider(new Commands.Version());
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("FILE")
            .type(String.class)
            .description("A YAML file with settings. Variable: " + Sources.FILE_VARIABLE)
            .build());
    Catalogue.KEYS.stream()
        .filter(key -> !key.secret())
        .map(ServeCommand::option)
        .forEach(spec::addOption);
    spec.usageMessage()
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description("Runs Postrider until it is stopped (Ctrl-C or SIGTERM).")
        .footer(
            "",
            "Each setting is also a key of the YAML file and an environment variable:",
            "  --dispatch-in-flight 500     option, which wins over the others",
            "  POSTRIDER_DISPATCH_IN_FLIGHT=500",
            "  dispatch: {inFlight: 500}    in the file",
            "Secrets are given by file or variable, because others can read a command line:",
            "  POSTRIDER_JWT_SECRET         signs tokens; made at the first start otherwise",
            "  POSTRIDER_DATABASE_PASSWORD  for --database-url, which need not hold it then",
            "",
            "Examples:",
            "  ./postrider serve",
            "  ./postrider serve --data /var/lib/postrider --host 0.0.0.0",
            "  POSTRIDER_DATABASE_PASSWORD=... ./postrider serve \\",
            "      --database-url postgresql://postrider@db.example.com/postrider",
            "  ./postrider serve --allow-addresses 127.0.0.0/8,10.0.0.0/8");
    return spec;
  }

  private static OptionSpec option(Key<?> key) {
    return OptionSpec.builder(key.option())
        .paramLabel(key.kind().label())
        .type(String.class)
        .description(key.help())
        .build();
  }

  @Override
  public Integer call() throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    Catalogue.KEYS.forEach(key -> {
      String text = given(key.option());
      if (text != null) {
        options.put(key.option(), text);
      }
    });
    String file = given(CONFIG);
    Settings settings = Sources.read(file == null ? null : Path.of(file), System.getenv(), options);
    Config config = Config.of(settings, Commands.Version.text());
    Logs.configure(config.log());
    Stop stop = Stop.onSignals();
    log.info(
        "Postrider {} starts; settings that are not the default: {}",
        Commands.Version.text(),
        settings);
    try (var _ = new Wiring(config, stop, Clocks.system())) {
      stop.await();
      log.info("stopping: no new requests, what is under way has {} s", config.grace().toSeconds());
    }
    log.info("stopped");
    return 0;
  }

  private @Nullable String given(String option) {
    return spec.commandLine().getParseResult().matchedOptionValue(option, null);
  }
}
