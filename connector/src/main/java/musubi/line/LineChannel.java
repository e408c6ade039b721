package musubi.line;

/**
 * A Messaging API channel with its credentials.
 *
 * @param key identifies it in caches, and in metrics when it is a connection's id; unique per channel
 * @param credentials of the channel
 */
public record LineChannel(String key, LineCredentials credentials) {}
