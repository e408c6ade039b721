package musubi.connection;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import musubi.hubspot.AccountDetails;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.line.BotInfo;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;

/**
 * Looks once more at what was learned when a connection was made and may have changed since: nobody tells us. Changes
 * nothing on either side.
 */
final class Looks {

    static final String LINE_TOKEN = "LINE refuses the channel access token";
    static final String SCOPES = "HubSpot does not allow all that Musubi does";
    static final Problem HUBSPOT_TOKEN = new Problem(
            "HubSpot refuses the access token",
            "Events wait and nothing is lost. Make a new access token in HubSpot and set it on this connection.");

    private static final String NEW_LINE_TOKEN =
            "New contacts get a name and a picture only when LINE answers again; nothing is lost. Issue a new channel access"
                    + " token in the LINE Developers Console and set it on this connection.";

    private final LineClient line;
    private final HubSpotClient hubspot;
    private final WebhookRegistration webhooks;

    Looks(LineClient line, HubSpotClient hubspot, WebhookRegistration webhooks) {
        this.line = line;
        this.hubspot = hubspot;
        this.webhooks = webhooks;
    }

    /**
     * What was seen. What a platform did not tell is left out: it is as it was.
     *
     * @param problems by title, what a person has to do; empty where all is well
     * @param tokenRefused whether HubSpot does not let us in any more; empty when that is not known, or a scope is missing
     */
    record Seen(
            Optional<BotInfo> bot,
            Optional<AccountDetails> portal,
            Map<String, Optional<String>> problems,
            Optional<Boolean> tokenRefused) {}

    Seen look(LineChannel channel, URI webhookUrl, PortalAccess access) {
        var problems = new HashMap<String, Optional<String>>();
        var bot = bot(channel, webhookUrl, problems);
        try {
            var portal = Optional.<AccountDetails>empty();
            var missing = new TreeSet<String>();
            try {
                portal = Optional.of(hubspot.account(access));
            } catch (HubSpotException e) {
                if (e.missingScopes().isEmpty()) {
                    throw e;
                }
                missing.addAll(e.missingScopes());
            }
            missing.addAll(hubspot.missingScopes(access));
            problems.put(SCOPES, missing.isEmpty() ? Optional.empty() : Optional.of(scopes(missing, access)));
            return new Seen(bot, portal, problems, missing.isEmpty() ? Optional.of(false) : Optional.empty());
        } catch (HubSpotException e) {
            var refused = e.status() == 401;
            return new Seen(bot, Optional.empty(), problems, refused ? Optional.of(true) : Optional.empty());
        }
    }

    private Optional<BotInfo> bot(LineChannel channel, URI webhookUrl, Map<String, Optional<String>> problems) {
        try {
            var bot = line.botInfo(channel);
            problems.put(LINE_TOKEN, Optional.empty());
            problems.putAll(webhooks.look(channel, webhookUrl));
            return Optional.of(bot);
        } catch (LineException e) {
            if (e.kind() == LineFailure.Kind.UNAUTHORIZED) {
                problems.put(LINE_TOKEN, Optional.of(NEW_LINE_TOKEN));
            }
            return Optional.empty();
        }
    }

    private static String scopes(Set<String> missing, PortalAccess access) {
        return (access.source().ofApp()
                                ? "Add to the app in HubSpot, and install it again: %s."
                                : "Add to the service key or app in HubSpot: %s.")
                        .formatted(String.join(", ", missing))
                + " What needs them waits, and nothing is lost.";
    }
}
