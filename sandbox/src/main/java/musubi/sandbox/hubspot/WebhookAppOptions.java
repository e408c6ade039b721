package musubi.sandbox.hubspot;

/**
 * The app of the webhooks.
 *
 * @param appId the app's; 0: generated
 * @param clientSecret the secret that signs requests; empty: generated
 */
public record WebhookAppOptions(long appId, String clientSecret) {

    /** Both generated. */
    public static WebhookAppOptions defaults() {
        return new WebhookAppOptions(0, "");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookAppOptions[appId=%d]".formatted(appId);
    }
}
