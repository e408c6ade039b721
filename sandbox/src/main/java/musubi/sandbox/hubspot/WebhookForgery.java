package musubi.sandbox.hubspot;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with a request that pretends to be HubSpot's. */
public enum WebhookForgery {
    /** Nothing: signed as HubSpot does, v3 and v1. */
    NONE,
    /** Signed with another secret. */
    WRONG_SECRET,
    /** No signature at all. */
    NO_SIGNATURE,
    /** Something that is not Base64. */
    NOT_BASE64,
    /** Signed rightly, six minutes ago; five are allowed. */
    OLD_TIMESTAMP,
    /** Signed rightly, six minutes from now. */
    FUTURE_TIMESTAMP,
    /** A timestamp that is no number. */
    BAD_TIMESTAMP,
    /** Signed for another URL. */
    OTHER_URL,
    /** Signed for another body. */
    OTHER_BODY,
    /** Signed rightly, by version 1 only, which does not say when. */
    V1_ONLY,
    /** Signed rightly, by version 2 only, which does not say when. */
    V2_ONLY;

    private static final long SIX_MINUTES = 360_000;

    /** The headers of the signature. */
    Map<String, String> headers(String secret, String url, byte[] body, long now) {
        return switch (this) {
            case NONE -> v3(WebhookSignatures.v3(secret, "POST", url, body, now), "" + now, secret, body);
            case WRONG_SECRET ->
                v3(WebhookSignatures.v3(secret + "?", "POST", url, body, now), "" + now, secret + "?", body);
            case NO_SIGNATURE -> Map.of("X-HubSpot-Request-Timestamp", "" + now);
            case NOT_BASE64 -> v3("%%% this is not Base64 %%%", "" + now, secret, body);
            case OLD_TIMESTAMP -> NONE.headers(secret, url, body, now - SIX_MINUTES);
            case FUTURE_TIMESTAMP -> NONE.headers(secret, url, body, now + SIX_MINUTES);
            case BAD_TIMESTAMP -> v3(WebhookSignatures.v3(secret, "POST", url, body, now), "now", secret, body);
            case OTHER_URL -> NONE.headers(secret, url + "/other", body, now);
            case OTHER_BODY -> NONE.headers(secret, url, new byte[] {'[', ']', ' '}, now);
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
