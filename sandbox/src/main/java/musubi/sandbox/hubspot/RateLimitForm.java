package musubi.sandbox.hubspot;

/** The two bodies of a 429 that are met; {@code policyName} is in both. */
public enum RateLimitForm {
    /** {@code category: RATE_LIMITS}. */
    CATEGORY,
    /** {@code errorType: RATE_LIMIT} and a {@code requestId}, no category. */
    ERROR_TYPE
}
