package musubi.sandbox.line.webhook;

import org.jspecify.annotations.Nullable;

/** Where a channel's webhooks go, and what they are signed with. */
public final class WebhookTarget {

    private final String botUserId;
    private final String secret;
    private volatile @Nullable String endpoint;
    private volatile boolean enabled = true;

    public WebhookTarget(String botUserId, String secret) {
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
    public String endpoint() {
        return endpoint;
    }

    public void endpoint(String url) {
        endpoint = url;
    }

    /** The console's switch "Use webhook". */
    public boolean enabled() {
        return enabled;
    }

    public void enabled(boolean on) {
        enabled = on;
    }

    /** The webhook URL; null when there is none or webhooks are off. */
    @Nullable
    String activeEndpoint() {
        return enabled ? endpoint : null;
    }
}
