package musubi.sandbox.line;

/** The four reasons of LINE's webhook error statistics. */
public enum FailureReason {
    /** No connection: nobody listens, an unusable address, a TLS failure. */
    COULD_NOT_CONNECT,
    /** No answer within 2 seconds. */
    REQUEST_TIMEOUT,
    /** An answer that is not 2xx. */
    ERROR_STATUS_CODE,
    /** Anything else, such as a connection cut without an answer. */
    UNCLASSIFIED
}
