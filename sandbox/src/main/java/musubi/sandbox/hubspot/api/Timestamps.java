package musubi.sandbox.hubspot.api;

import java.time.Instant;

/** Timestamps as HubSpot writes them. */
public final class Timestamps {

    private Timestamps() {}

    /** ISO-8601 in UTC, without the fraction when it is zero; {@code millis} since the epoch. */
    public static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
