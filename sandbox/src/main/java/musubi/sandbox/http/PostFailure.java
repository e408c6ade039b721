package musubi.sandbox.http;

/** Why a request of the stand-in was not acknowledged. */
public enum PostFailure {
    /** No connection: nobody listens, an unusable address, a TLS failure. */
    COULD_NOT_CONNECT,
    /** No answer in the time allowed. */
    REQUEST_TIMEOUT,
    /** An answer that is not 2xx. */
    ERROR_STATUS_CODE,
    /** Anything else, such as a connection cut without an answer. */
    UNCLASSIFIED
}
