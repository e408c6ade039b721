package musubi.user;

import java.time.Instant;

/**
 * Which lines of the audit log to read.
 *
 * @param actor part of the actor's name, in any case; empty: all
 * @param kind what an action begins with, such as {@code person}, or {@link #API}; empty: all
 * @param from not before
 * @param to before
 */
public record AuditQuery(String actor, String kind, Instant from, Instant to) {

    /** Calls of the REST API. */
    public static final String API = "api";

    /** All lines. */
    public static final AuditQuery ALL = new AuditQuery("", "", Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
}
