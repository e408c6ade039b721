package musubi.console.overview;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import musubi.connection.Connection;
import musubi.connection.ProblemCode;

/**
 * Whether one of the three ways works that a connection needs.
 *
 * @param page below the connection, where it is set up
 */
record Lamp(Way way, State state, String page) {

    /** A way. */
    enum Way {
        /** Calls to LINE. */
        LINE("line"),
        /** LINE's requests to us. */
        WEBHOOK("webhook"),
        /** Calls to HubSpot. */
        HUBSPOT("hubspot");

        private final String page;

        Way(String page) {
            this.page = page;
        }
    }

    /** How it is. The order is that of gravity. */
    enum State {
        WELL,
        /** Nothing came by it yet. */
        UNKNOWN,
        /** It works in part, or will again by itself. */
        WAITING,
        /** It does not work until a person does something. */
        LOST
    }

    /**
     * The three of a connection.
     *
     * @param heard whether LINE has ever sent a request
     * @param away whether HubSpot has an outage
     */
    static List<Lamp> of(Connection connection, boolean heard, boolean away) {
        return Arrays.stream(Way.values())
                .map(way -> new Lamp(way, state(way, connection, heard, away), way.page))
                .toList();
    }

    private static State state(Way way, Connection connection, boolean heard, boolean away) {
        var worst = connection.problems().stream()
                .filter(problem -> way(problem.code()) == way)
                .map(problem -> isLost(problem.code()) ? State.LOST : State.WAITING)
                .max(State::compareTo)
                .orElse(State.WELL);
        if (worst != State.WELL) {
            return worst;
        }
        return switch (way) {
            case LINE -> State.WELL;
            case WEBHOOK -> heard ? State.WELL : State.UNKNOWN;
            case HUBSPOT -> away ? State.WAITING : State.WELL;
        };
    }

    private static Way way(ProblemCode code) {
        return switch (code) {
            case WEBHOOK_NOT_SET, WEBHOOK_TAKEN, WEBHOOK_GONE, WEBHOOK_OFF -> Way.WEBHOOK;
            case HUBSPOT_TOKEN_REFUSED,
                    HUBSPOT_SCOPE_MISSING,
                    HUBSPOT_SCOPES_INCOMPLETE,
                    HUBSPOT_TASKS_FORBIDDEN,
                    HUBSPOT_WORKFLOWS_FORBIDDEN,
                    HUBSPOT_FOREIGN_ANSWER,
                    HUBSPOT_FORBIDDEN,
                    APP_NOT_INSTALLED,
                    APP_SECRET_REFUSED,
                    HUBSPOT_QUOTA_USED,
                    PROPERTIES_NOT_REPAIRED,
                    SCENARIO_TRIGGER_GONE -> Way.HUBSPOT;
            case LINE_FOREIGN_ANSWER,
                    LINE_PROFILES_FORBIDDEN,
                    LINE_TOKEN_REFUSED,
                    LOGIN_EMAIL_NOT_ALLOWED,
                    LOGIN_OTHER_PROVIDER,
                    LOGIN_CHANNEL_REFUSED,
                    SCENARIO_MESSAGE_GONE -> Way.LINE;
        };
    }

    private static boolean isLost(ProblemCode code) {
        return switch (code) {
            case WEBHOOK_NOT_SET,
                    WEBHOOK_TAKEN,
                    WEBHOOK_GONE,
                    WEBHOOK_OFF,
                    HUBSPOT_TOKEN_REFUSED,
                    HUBSPOT_SCOPE_MISSING,
                    HUBSPOT_FORBIDDEN,
                    APP_NOT_INSTALLED,
                    APP_SECRET_REFUSED,
                    LINE_TOKEN_REFUSED -> true;
            case HUBSPOT_SCOPES_INCOMPLETE,
                    HUBSPOT_TASKS_FORBIDDEN,
                    HUBSPOT_WORKFLOWS_FORBIDDEN,
                    HUBSPOT_FOREIGN_ANSWER,
                    LINE_FOREIGN_ANSWER,
                    LINE_PROFILES_FORBIDDEN,
                    LOGIN_EMAIL_NOT_ALLOWED,
                    LOGIN_OTHER_PROVIDER,
                    LOGIN_CHANNEL_REFUSED,
                    HUBSPOT_QUOTA_USED,
                    PROPERTIES_NOT_REPAIRED,
                    SCENARIO_MESSAGE_GONE,
                    SCENARIO_TRIGGER_GONE -> false;
        };
    }

    /** For its text and its colour. */
    public String code() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** For its name. */
    public String name() {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
