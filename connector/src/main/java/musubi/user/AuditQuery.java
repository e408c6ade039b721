package musubi.user;

import java.time.Instant;
import java.util.List;

/**
 * Which lines of the audit log to read.
 *
 * @param actor part of the actor's name, in any case; empty: all
 * @param kind what an action begins with, such as {@code person}, or {@link #API}; empty: all
 * @param calls of the REST API that are of this kind too
 * @param from not before
 * @param to before
 */
public record AuditQuery(String actor, String kind, List<String> calls, Instant from, Instant to) {

    /** Calls of the REST API. */
    public static final String API = "api";

    /** All lines. */
    public static final AuditQuery ALL =
            new AuditQuery("", "", List.of(), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
}
