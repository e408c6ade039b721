package musubi.sandbox.line;

import org.jspecify.annotations.Nullable;

/** Where a channel's webhooks go, and what they are signed with. */
final class WebhookTarget {

    private final String botUserId;
    private final String secret;
    private volatile @Nullable String endpoint;
    private volatile boolean enabled = true;

    WebhookTarget(String botUserId, String secret) {
        this.botUserId = botUserId;
        this.secret = secret;
    }

    String botUserId() {
        return botUserId;
    }

    String secret() {
        return secret;
    }

    /** The webhook URL; null when none is set. */
    @Nullable
    String endpoint() {
        return endpoint;
    }

    void endpoint(String url) {
        endpoint = url;
    }

    /** The console's switch "Use webhook". */
    boolean enabled() {
        return enabled;
    }

    void enabled(boolean on) {
        enabled = on;
    }

    /** The webhook URL; null when there is none or webhooks are off. */
    @Nullable
    String activeEndpoint() {
        return enabled ? endpoint : null;
    }
}
