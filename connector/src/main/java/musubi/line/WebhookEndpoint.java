package musubi.line;

import java.net.URI;

/**
 * The webhook settings of a channel at LINE.
 *
 * @param url that LINE sends events to
 * @param active whether "Use webhook" is switched on, which is possible only by hand in the LINE Developers console
 */
public record WebhookEndpoint(URI url, boolean active) {}
