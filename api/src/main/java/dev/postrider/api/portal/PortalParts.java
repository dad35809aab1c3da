package dev.postrider.api.portal;

import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.platform.Platforms;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What portals need.
 *
 * @param scheme by which this server is called
 * @param page where the links lead; null for this server's own page
 */
public record PortalParts(
    Directory directory,
    Platforms platforms,
    PortalSessions sessions,
    PortalTokens tokens,
    InstantSource clock,
    String scheme,
    @Nullable URI page) {}
