package dev.postrider.api;

import dev.postrider.alert.Alerts;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Resend;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.platform.Platforms;
import dev.postrider.platform.PolicyWords;
import dev.postrider.pulse.Load;
import dev.postrider.pulse.Pulse;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the API works with.
 *
 * @param behind whether what was accepted waits to be sent; then less is accepted at once
 * @param mails whether there is a mail server for alerts
 * @param random makes secrets and tokens, so it has to be unpredictable
 */
public record ApiParts(
    Directory directory,
    PortalSessions portalSessions,
    ApiKeys apiKeys,
    AuditLog audit,
    IdempotencyKeys idempotencyKeys,
    Platforms platforms,
    PolicyWords words,
    MessageLog log,
    History history,
    Inbox inbox,
    ContactTokens contactTokens,
    Resend resend,
    Cancel cancel,
    BooleanSupplier behind,
    Tasks tasks,
    Replays replays,
    Alerts alerts,
    boolean mails,
    Pulse pulse,
    Supplier<Load> load,
    Tokens tokens,
    InstantSource clock,
    RandomGenerator random) {}
