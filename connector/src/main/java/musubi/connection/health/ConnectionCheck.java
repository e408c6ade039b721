package musubi.connection.health;

import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.hubspot.AccountDetails;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.line.BotInfo;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
import org.springframework.stereotype.Component;

/**
 * Reads from the platforms what was read when a connection was made and may have changed since, as there are no notifications of
 * such changes. Changes nothing on either side.
 */
@Component
public final class ConnectionCheck {

    private final LineClient line;
    private final HubSpotClient hubspot;
    private final WebhookRegistration webhooks;

    ConnectionCheck(LineClient line, HubSpotClient hubspot, WebhookRegistration webhooks) {
        this.line = line;
        this.hubspot = hubspot;
        this.webhooks = webhooks;
    }

    /**
     * The result of a check. What a platform did not answer is left out: it is assumed to be unchanged.
     *
     * @param problems by code; empty for a code that was checked and is no problem
     * @param tokenRefused whether HubSpot refuses the access; empty when that is unknown, or a scope is missing
     */
    public record Findings(
            Optional<BotInfo> bot,
            Optional<AccountDetails> portal,
            Map<ProblemCode, Optional<Problem>> problems,
            Optional<Boolean> tokenRefused) {}

    /** Checks a connection. */
    public Findings check(LineChannel channel, URI webhookUrl, PortalAccess access) {
        var problems = new EnumMap<ProblemCode, Optional<Problem>>(ProblemCode.class);
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
            problems.put(
                    ProblemCode.HUBSPOT_SCOPES_INCOMPLETE,
                    missing.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Problem(ProblemCode.HUBSPOT_SCOPES_INCOMPLETE, String.join(", ", missing))));
            return new Findings(bot, portal, problems, missing.isEmpty() ? Optional.of(false) : Optional.empty());
        } catch (HubSpotException e) {
            var refused = e.status() == 401;
            return new Findings(bot, Optional.empty(), problems, refused ? Optional.of(true) : Optional.empty());
        }
    }

    private Optional<BotInfo> bot(LineChannel channel, URI webhookUrl, Map<ProblemCode, Optional<Problem>> problems) {
        try {
            var bot = line.botInfo(channel);
            problems.put(ProblemCode.LINE_TOKEN_REFUSED, Optional.empty());
            problems.putAll(webhooks.check(channel, webhookUrl));
            return Optional.of(bot);
        } catch (LineException e) {
            if (e.kind() == LineFailure.Kind.UNAUTHORIZED) {
                problems.put(ProblemCode.LINE_TOKEN_REFUSED, Optional.of(new Problem(ProblemCode.LINE_TOKEN_REFUSED)));
            }
            return Optional.empty();
        }
    }
}
