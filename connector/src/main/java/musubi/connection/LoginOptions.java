package musubi.connection;

import java.net.URI;
import java.util.Optional;

/**
 * LINE Login of a connection, without its secret.
 *
 * @param channelId of the LINE Login channel; empty: friends cannot link yet
 * @param pageAfter where a friend is sent after linking; empty: to a page of ours
 */
public record LoginOptions(Optional<String> channelId, Optional<URI> pageAfter) {}
