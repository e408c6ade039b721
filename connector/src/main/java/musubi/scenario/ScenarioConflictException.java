package musubi.scenario;

import java.io.Serial;
import java.util.Map;

/** What was asked for is not possible as things are. Nothing was changed. */
public final class ScenarioConflictException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Map<String, Long> waiting;

    /** Why. */
    public enum Reason {
        /** Somebody else changed it meanwhile. */
        STALE,
        /** People are in it, and what becomes of them was not said. */
        WAITING,
        /** It is deleted when nobody is in it. */
        RUNNING,
        /** It is deleted when it is switched off. */
        ENABLED,
        /** A connection has no more of them. */
        TOO_MANY,
        /** The connection is paused: nothing is sent. */
        PAUSED,
        /** Of no message it is unknown whether LINE accepted it. */
        NOTHING_UNCERTAIN,
        /** HubSpot does not say of somebody whether they still want messages. */
        NOT_READ
    }

    /** @param waiting people by the key of their step, where that is the reason */
    public ScenarioConflictException(Reason reason, Map<String, Long> waiting) {
        super("the scenario: " + reason);
        this.reason = reason;
        this.waiting = Map.copyOf(waiting);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** How many people are in which step; none where that is not the reason. */
    public Map<String, Long> waiting() {
        return waiting;
    }
}
