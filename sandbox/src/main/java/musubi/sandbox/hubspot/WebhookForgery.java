package musubi.sandbox.hubspot;

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
    V2_ONLY
}
