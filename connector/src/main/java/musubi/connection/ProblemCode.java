package musubi.connection;

import java.util.List;

/**
 * What can be wrong with a connection. Only the code and its arguments are stored and compared; the sentences are in the message
 * bundles, in each language: {@code problem.<code>.title} and {@code problem.<code>.detail}.
 */
public enum ProblemCode {
    /** LINE did not take the webhook URL. Arguments: the URL, the {@link musubi.line.LineFailure.Kind}. */
    WEBHOOK_NOT_SET("", ProblemCode.LINE_FAILURE),
    /** Another webhook URL is set at LINE than ours. Argument: its host. */
    WEBHOOK_TAKEN(""),
    /** No webhook URL is set at LINE any more. */
    WEBHOOK_GONE,
    /** "Use webhook" is off at LINE. */
    WEBHOOK_OFF,
    /** HubSpot answers 401. */
    HUBSPOT_TOKEN_REFUSED,
    /** HubSpot names scopes that the token lacks. Argument: the scopes, separated by commas. */
    HUBSPOT_SCOPE_MISSING(""),
    /** The check of the scopes found some missing; work that needs others continues. Argument: the scopes, separated by commas. */
    HUBSPOT_SCOPES_INCOMPLETE(""),
    /** The token may not create tasks. Argument: the scopes that HubSpot names, separated by commas; a dash when it names none. */
    HUBSPOT_TASKS_FORBIDDEN(""),
    /** The token may not complete executions of workflow actions. Argument: the scopes that HubSpot names, separated by commas. */
    HUBSPOT_WORKFLOWS_FORBIDDEN(""),
    /** A proxy or firewall answers in HubSpot's place. Arguments: status, content type. */
    HUBSPOT_FOREIGN_ANSWER("", ""),
    /** A proxy or firewall answers in LINE's place. Arguments: status, content type. */
    LINE_FOREIGN_ANSWER("", ""),
    /** HubSpot does not allow the token something, and names no scope. */
    HUBSPOT_FORBIDDEN,
    /** HubSpot has ended the app's access. Argument: the portal id. */
    APP_NOT_INSTALLED(""),
    /** HubSpot knows no app with this client id and secret. */
    APP_SECRET_REFUSED,
    /** LINE answers 403 to reading profiles. */
    LINE_PROFILES_FORBIDDEN,
    /** LINE answers 401 to a call of the channel. */
    LINE_TOKEN_REFUSED,
    /** LINE Login may not request e-mail addresses. */
    LOGIN_EMAIL_NOT_ALLOWED,
    /** The Login channel belongs to another provider or account. Argument: the basic id of the account. */
    LOGIN_OTHER_PROVIDER(""),
    /** LINE does not accept the LINE Login channel's id and secret. */
    LOGIN_CHANNEL_REFUSED,
    /** HubSpot's daily limit of calls is reached. */
    HUBSPOT_QUOTA_USED,
    /** The properties cannot be repaired. Argument: their keys, or the other fields that are refused, separated by commas. */
    PROPERTIES_NOT_REPAIRED(""),
    /** A scenario needs a saved message that was deleted. Argument: the names of such scenarios, separated by commas. */
    SCENARIO_MESSAGE_GONE(""),
    /** A scenario begins by a list or a date property that HubSpot has no more. Argument: the names of such scenarios, separated by commas. */
    SCENARIO_TRIGGER_GONE("");

    /** The prefix of the keys of LINE's failures; the rest of the key is a {@link musubi.line.LineFailure.Kind}. */
    public static final String LINE_FAILURE = "line.failure.";

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of: unmodifiable
    private final List<String> prefixes;

    /** @param prefixes one for each argument: empty when it is shown unchanged, else the prefix of the key of its text */
    ProblemCode(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** One for each argument: empty when it is shown unchanged, else the prefix of the key of its text. */
    public List<String> prefixes() {
        return prefixes;
    }
}
