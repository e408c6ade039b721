package musubi.line.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;

/** Counts calls to LINE as the metric {@code musubi.line.requests}. */
public final class CallCounter {

    private CallCounter() {}

    /**
     * Counts one call.
     *
     * @param key of the channel. The label {@code connection} is the key when it is a connection's id, else {@code none}: channels
     *     that are only tried out have random keys, and each would leave a time series behind
     * @param status the HTTP status; 0 when there was no response
     */
    public static void count(MeterRegistry meters, String key, String operation, int status) {
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
