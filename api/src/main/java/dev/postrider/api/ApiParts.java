package dev.postrider.api;

import dev.postrider.directory.Directory;
import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Resend;
import dev.postrider.history.History;
import dev.postrider.log.MessageLog;
import dev.postrider.platform.Platforms;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the API works with.
 *
 * @param random makes endpoint secrets, so it has to be unpredictable
 */
public record ApiParts(
    Directory directory,
    Platforms platforms,
    MessageLog log,
    History history,
    Resend resend,
    Cancel cancel,
    Tokens tokens,
    InstantSource clock,
    RandomGenerator random) {}
