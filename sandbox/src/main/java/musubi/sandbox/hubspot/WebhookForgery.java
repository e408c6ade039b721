package musubi.sandbox.hubspot;

/** How a request is signed that claims to come from HubSpot. */
public enum WebhookForgery {
    /** Correctly, as HubSpot does: v3 and v1. */
    NONE,
    /** Signed with another secret. */
    WRONG_SECRET,
    /** No signature at all. */
    NO_SIGNATURE,
    /** Something that is not Base64. */
    NOT_BASE64,
    /** Signed correctly, six minutes ago; five are allowed. */
    OLD_TIMESTAMP,
    /** Signed correctly, six minutes from now. */
    FUTURE_TIMESTAMP,
    /** A timestamp that is not a number. */
    BAD_TIMESTAMP,
    /** Signed for another URL. */
    OTHER_URL,
    /** Signed for another body. */
    OTHER_BODY,
    /** Signed correctly, by version 1 only, which has no timestamp. */
    V1_ONLY,
    /** Signed correctly, by version 2 only, which has no timestamp. */
    V2_ONLY
}
