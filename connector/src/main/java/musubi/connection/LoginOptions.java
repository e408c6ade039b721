package musubi.connection;

import java.net.URI;
import java.util.Optional;

/**
 * LINE Login of a connection, without its secret.
 *
 * @param channelId of the LINE Login channel; empty: friends cannot link yet
 * @param pageAfter the page that friends see after linking; empty: our own page
 */
public record LoginOptions(Optional<String> channelId, Optional<URI> pageAfter) {}
