package musubi.line;

import java.time.Duration;

/**
 * When calls to LINE are given up, their bodies included.
 *
 * @param call to the Messaging API
 * @param token for a token, or a step of LINE Login
 * @param turn how long a call may wait until it is sent
 */
record Deadlines(Duration call, Duration token, Duration turn) {

    static final Deadlines USUAL = new Deadlines(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(30));
}
