package musubi.line.http;

import java.time.Duration;

/**
 * After what time calls to LINE are given up; the time to read the response body counts.
 *
 * @param call a call to the Messaging API
 * @param token a request for an access token, or one step of LINE Login
 * @param rateLimitWait how long a call may wait for the rate limit before it is sent
 */
public record CallTimeouts(Duration call, Duration token, Duration rateLimitWait) {

    public static final CallTimeouts DEFAULT =
            new CallTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** For opening a connection. */
    public static final Duration CONNECT = Duration.ofSeconds(2);
}
