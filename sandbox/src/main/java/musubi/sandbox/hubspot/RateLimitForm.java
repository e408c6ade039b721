package musubi.sandbox.hubspot;

/** The two observed forms of the body of a 429; both have {@code policyName}. */
public enum RateLimitForm {
    /** {@code category: RATE_LIMITS}. */
    CATEGORY,
    /** {@code errorType: RATE_LIMIT} and a {@code requestId}, no category. */
    ERROR_TYPE
}
