package musubi.sandbox.line;

/** A flaw of an id token, to test the code that verifies it. */
public enum IdTokenFlaw {
    /** The token answer has no {@code id_token}. */
    MISSING,
    /** Issued by another issuer than {@code https://access.line.me}. */
    OTHER_ISSUER,
    /** For another channel. */
    OTHER_AUDIENCE,
    /** With another nonce than the authorize request had, or with one although it had none. */
    OTHER_NONCE,
    /** Without a nonce. */
    NO_NONCE,
    /** Expired an hour ago. */
    EXPIRED,
    /** Signed with another secret than the channel's. */
    FOREIGN_KEY,
    /** Named another person after it was signed. */
    ALTERED,
    /** {@code "alg":"none"} and no signature. */
    ALG_NONE,
    /** Signed with ES256, as in native apps and LIFF, by a key that is not LINE's. */
    ALG_ES256
}
