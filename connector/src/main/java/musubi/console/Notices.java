package musubi.console;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Problem;

/** A connection's problems in an operator's words. */
final class Notices {

    static final String WEBHOOK_NOT_SET = "webhookNotSet";
    static final String WEBHOOK_OFF = "webhookOff";
    static final String WEBHOOK_TAKEN = "webhookTaken";

    /** By title. Those that are not here are told in the code's words. */
    static final Map<String, String> CODES = Map.ofEntries(
            entry("The webhook URL is not set at LINE", WEBHOOK_NOT_SET),
            entry("Webhooks are switched off at LINE", WEBHOOK_OFF),
            entry("Another webhook URL is set at LINE", WEBHOOK_TAKEN),
            entry("HubSpot does not allow all that Musubi does", "hubspotScopes"),
            entry("HubSpot refuses the access token", "hubspotToken"),
            entry("The HubSpot token lacks a scope", "hubspotScope"),
            entry("The app is not installed in HubSpot any more", "hubspotApp"),
            entry("HubSpot does not accept the app's client ID or secret", "hubspotClient"),
            entry("LINE does not let this channel read its friends' profiles", "lineProfiles"),
            entry("LINE Login may not ask for e-mail addresses", "loginEmail"),
            entry("The Login channel does not fit the LINE Official Account", "loginProvider"),
            entry("LINE refuses the Login channel", "loginChannel"),
            entry("LINE refuses the channel access token", "lineToken"),
            entry("Something else than HubSpot answers", "hubspotForeign"),
            entry("Something else than LINE answers", "lineForeign"),
            entry("The HubSpot token may not make tasks", "hubspotTasks"),
            entry("Today's HubSpot calls are used up", "hubspotQuota"),
            entry("The LINE properties in HubSpot are damaged and cannot be repaired", "properties"));

    private Notices() {}

    /**
     * One problem.
     *
     * @param code of its words; empty when there are none
     */
    record Notice(Optional<String> code, String title, String detail) {

        /** Whether it is put right by setting the webhook URL again. */
        public boolean takesBack() {
            return code.equals(Optional.of(WEBHOOK_TAKEN));
        }

        /** Where on the page something can be done about it. */
        public String place() {
            return switch (code.orElse("")) {
                case WEBHOOK_NOT_SET, WEBHOOK_OFF -> "webhook";
                case "hubspotToken", "hubspotScope", "hubspotScopes", "hubspotTasks", "hubspotApp" -> "hubspot";
                case "lineToken", "lineProfiles" -> "line";
                case "loginEmail", "loginProvider", "loginChannel" -> "login";
                case "properties" -> "repair";
                default -> "";
            };
        }
    }

    static List<Notice> of(Connection connection) {
        return connection.problems().stream().map(Notices::of).toList();
    }

    private static Notice of(Problem problem) {
        return new Notice(Optional.ofNullable(CODES.get(problem.title())), problem.title(), problem.detail());
    }

    static boolean has(Connection connection, String code) {
        return of(connection).stream().anyMatch(notice -> notice.code().equals(Optional.of(code)));
    }
}
