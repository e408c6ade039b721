package musubi.connection;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.PropertyNames;

/**
 * A LINE Official Account connected to a HubSpot portal, without its credentials.
 *
 * @param name for operators
 * @param serial 1 for the portal's first account, 2 for its second, …
 * @param botUserId the account's own LINE user id
 * @param basicId the {@code @…} people search for
 * @param displayName what friends see
 * @param access how HubSpot is accessed
 * @param timeZone of the portal
 * @param japanese whether the portal is Japanese, by time zone or currency
 * @param login how friends link themselves
 * @param problems that a person should solve; the oldest first
 * @param pausedAt since when a person has paused it, whatever its state: events are stored, and there are no automatic calls of HubSpot
 *     or LINE; empty: it is not paused
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

    /** How HubSpot is accessed. */
    public enum Access {
        /** By a token that a person entered. */
        TOKEN,
        /** By our app that is installed in the portal. */
        OAUTH
    }

    /** Whether the platforms accept the credentials. */
    public enum State {
        /** They are accepted. */
        ACTIVE,
        /** A token is refused: events wait until an operator enters a new one. */
        UNAUTHORIZED
    }

    public Connection {
        problems = List.copyOf(problems);
    }

    /** Whether a person has paused it. */
    public boolean isPaused() {
        return pausedAt.isPresent();
    }

    /** Whether there is a problem with that code. */
    public boolean has(ProblemCode code) {
        return problems.stream().anyMatch(problem -> problem.code() == code);
    }

    /** Leaves out names of persons and accounts. */
    @Override
    public String toString() {
        return "Connection[id=%s, portalId=%d, serial=%d, state=%s]".formatted(id, portalId, serial, state);
    }
}
