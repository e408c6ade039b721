package musubi.sandbox.hubspot.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import musubi.sandbox.hubspot.WebhookForgery;

/** The signature headers of a webhook request, right or forged. */
final class SignatureHeaders {

    private static final long SIX_MINUTES = 360_000;

    private SignatureHeaders() {}

    /**
     * The headers.
     *
     * @param url as HubSpot calls it
     * @param now ms since the epoch
     */
    static Map<String, String> of(WebhookForgery forgery, String secret, String url, byte[] body, long now) {
        return switch (forgery) {
            case NONE -> v3(WebhookSignatures.v3(secret, "POST", url, body, now), "" + now, secret, body);
            case WRONG_SECRET ->
                v3(WebhookSignatures.v3(secret + "?", "POST", url, body, now), "" + now, secret + "?", body);
            case NO_SIGNATURE -> Map.of("X-HubSpot-Request-Timestamp", "" + now);
            case NOT_BASE64 -> v3("%%% this is not Base64 %%%", "" + now, secret, body);
            case OLD_TIMESTAMP -> of(WebhookForgery.NONE, secret, url, body, now - SIX_MINUTES);
            case FUTURE_TIMESTAMP -> of(WebhookForgery.NONE, secret, url, body, now + SIX_MINUTES);
            case BAD_TIMESTAMP -> v3(WebhookSignatures.v3(secret, "POST", url, body, now), "now", secret, body);
            case OTHER_URL -> of(WebhookForgery.NONE, secret, url + "/other", body, now);
            case OTHER_BODY -> of(WebhookForgery.NONE, secret, url, new byte[] {'[', ']', ' '}, now);
            case V1_ONLY -> older(WebhookSignatures.v1(secret, body), "v1");
            case V2_ONLY -> older(WebhookSignatures.v2(secret, "POST", url, body), "v2");
        };
    }

    private static Map<String, String> v3(String signature, String timestamp, String secret, byte[] body) {
        var headers = new LinkedHashMap<>(older(WebhookSignatures.v1(secret, body), "v1"));
        headers.put("X-HubSpot-Signature-v3", signature);
        headers.put("X-HubSpot-Request-Timestamp", timestamp);
        return headers;
    }

    private static Map<String, String> older(String signature, String version) {
        return Map.of("X-HubSpot-Signature", signature, "X-HubSpot-Signature-Version", version);
    }
}
