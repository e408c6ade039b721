package musubi.sandbox.hubspot;

/**
 * Whose webhooks they are.
 *
 * @param appId the app's; 0: one that nobody has
 * @param clientSecret what is signed with; empty: one is made up
 */
public record WebhookAppOptions(long appId, String clientSecret) {

    /** Both made up. */
    public static WebhookAppOptions defaults() {
        return new WebhookAppOptions(0, "");
    }

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return "WebhookAppOptions[appId=%d]".formatted(appId);
    }
}
