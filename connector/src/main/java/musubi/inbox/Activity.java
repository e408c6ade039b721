package musubi.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** When connections last did something. Noted in memory and stored within two seconds: a crash may lose the last moments. */
public interface Activity {

    /** What a connection does. */
    enum Kind {
        /** LINE sent a request whose signature is right, with or without events. */
        HEARD,
        /** An event was stored. */
        EVENT,
        /** HubSpot carried out a write. */
        WRITTEN
    }

    /**
     * The last moments of a connection; empty: never, as far as is known.
     *
     * @param heard of {@link Kind#HEARD}
     * @param event of {@link Kind#EVENT}
     * @param written of {@link Kind#WRITTEN}
     */
    record Moments(Optional<Instant> heard, Optional<Instant> event, Optional<Instant> written) {

        /** Nothing yet. */
        public static final Moments NONE = new Moments(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** It is done now. Returns at once. */
    void note(UUID connectionId, Kind kind);

    /** The last moments that are stored, of all nodes, in one query; connections without any are left out. */
    Map<UUID, Moments> of(Collection<UUID> connections);
}
