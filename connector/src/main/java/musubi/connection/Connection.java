package musubi.connection;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.PropertyNames;

/**
 * A LINE Official Account tied to a HubSpot portal, without its secrets.
 *
 * @param name what operators call it
 * @param serial 1 for the portal's first account, 2 for its second, …
 * @param botUserId the account's own LINE user id
 * @param basicId the {@code @…} people search for
 * @param displayName what friends see
 * @param access what opens the portal
 * @param timeZone the portal's
 * @param japanese whether the portal is a Japanese one
 * @param login how friends link themselves
 * @param problems what a person should look at; the oldest first
 * @param pausedAt since when a person lets it rest, whatever its state: events are kept, and nothing is written to HubSpot or
 *     asked of LINE by itself; empty: it works
 */
public record Connection(
        UUID id,
        String name,
        int serial,
        State state,
        String botUserId,
        String basicId,
        String displayName,
        long portalId,
        Access access,
        ZoneId timeZone,
        boolean japanese,
        Options options,
        LoginOptions login,
        PropertyNames propertyNames,
        List<Problem> problems,
        Instant createdAt,
        Optional<Instant> pausedAt) {

    /** What opens the portal. */
    public enum Access {
        /** A token that a person entered. */
        TOKEN,
        /** An app that is installed there. */
        OAUTH
    }

    /** Whether the platforms let us in. */
    public enum State {
        /** They do. */
        ACTIVE,
        /** A token is refused: events wait until an operator gives a new one. */
        UNAUTHORIZED
    }

    public Connection {
        problems = List.copyOf(problems);
    }

    /** Whether a person lets it rest. */
    public boolean isPaused() {
        return pausedAt.isPresent();
    }

    /** Whether that is among the problems. */
    public boolean has(ProblemCode code) {
        return problems.stream().anyMatch(problem -> problem.code() == code);
    }

    /** Leaves out what names persons or accounts. */
    @Override
    public String toString() {
        return "Connection[id=%s, portalId=%d, serial=%d, state=%s]".formatted(id, portalId, serial, state);
    }
}
