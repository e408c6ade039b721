package musubi.line;

/**
 * A Messaging API channel to be called.
 *
 * @param key names it in caches and, when it is a connection's id, in metrics; two channels never share one
 * @param credentials what opens it
 */
public record LineChannel(String key, LineCredentials credentials) {}
