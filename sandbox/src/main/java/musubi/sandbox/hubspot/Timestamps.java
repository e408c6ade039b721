package musubi.sandbox.hubspot;

import java.time.Instant;

/** Timestamps as HubSpot writes them. */
final class Timestamps {

    private Timestamps() {}

    /** ISO-8601 in UTC, without the fraction when it is zero; {@code millis} since the epoch. */
    static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
