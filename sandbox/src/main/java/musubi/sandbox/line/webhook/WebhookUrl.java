package musubi.sandbox.line.webhook;

import java.net.URI;

/** The rule for webhook URLs: https, with a host, at most 500 characters. */
public final class WebhookUrl {

    private static final int MAX_LENGTH = 500;

    private WebhookUrl() {}

    public static boolean isAllowed(String url) {
        try {
            var uri = URI.create(url);
            return url.length() <= MAX_LENGTH && "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
