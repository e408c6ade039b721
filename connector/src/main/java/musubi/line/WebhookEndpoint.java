package musubi.line;

import java.net.URI;

/**
 * Where LINE sends a channel's events.
 *
 * @param url the address set
 * @param active whether "Use webhook" is switched on, which only a person can do in LINE's console
 */
public record WebhookEndpoint(URI url, boolean active) {}
