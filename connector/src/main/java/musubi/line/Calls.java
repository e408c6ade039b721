package musubi.line;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;

/** Counts calls to LINE. */
final class Calls {

    private Calls() {}

    /**
     * One call more.
     *
     * @param key a connection's id; of anything else that is only tried out one label is made, else each trial would
     *     leave a series behind
     * @param status 0 for none
     */
    static void count(MeterRegistry meters, String key, String operation, int status) {
        Counter.builder("musubi.line.requests")
                .description("Calls to LINE")
                .tag("connection", connectionOf(key))
                .tag("operation", operation)
                .tag("status", status == 0 ? "none" : Integer.toString(status))
                .register(meters)
                .increment();
    }

    private static String connectionOf(String key) {
        try {
            return UUID.fromString(key).toString();
        } catch (IllegalArgumentException e) {
            return "none";
        }
    }
}
