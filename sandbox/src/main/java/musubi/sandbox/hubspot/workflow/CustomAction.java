package musubi.sandbox.hubspot.workflow;

import java.util.Set;

/** The custom actions of the app, as their definitions have them: where they are, and what their outputs may say. */
public enum CustomAction {
    SEND_MESSAGE(
            "/hubspot/actions/send-message",
            Set.of("status", "reason", "sentAt"),
            Set.of("SENT", "BLOCKED", "NOT_A_FRIEND", "OPTED_OUT", "SKIPPED", "REFUSED")),
    SCENARIO(
            "/hubspot/actions/scenario",
            Set.of("status", "reason"),
            Set.of("ADDED", "REMOVED", "UNCHANGED", "REFUSED"));

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    private final Set<String> outputs;

    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    private final Set<String> statuses;

    CustomAction(String path, Set<String> outputs, Set<String> statuses) {
        this.path = path;
        this.outputs = outputs;
        this.statuses = statuses;
    }

    String path() {
        return path;
    }

    boolean hasOutput(String name) {
        return outputs.contains(name);
    }

    /** Whether its output {@code status} has that option. */
    boolean hasStatus(String status) {
        return statuses.contains(status);
    }
}
