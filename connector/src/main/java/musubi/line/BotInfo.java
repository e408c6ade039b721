package musubi.line;

/**
 * The LINE Official Account behind a channel.
 *
 * @param userId its own LINE user id, the {@code destination} of its webhooks
 * @param basicId the {@code @…} people search for
 * @param displayName what friends see
 */
public record BotInfo(String userId, String basicId, String displayName) {}
