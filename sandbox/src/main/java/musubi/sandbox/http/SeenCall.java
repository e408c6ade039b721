package musubi.sandbox.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A call that a stand-in answered.
 *
 * @param at when it came
 * @param operation what it asked for, as in the stand-in's counters
 * @param status the answer's HTTP status
 * @param took the work, without the network
 */
public record SeenCall(Instant at, String operation, int status, Duration took) {}
