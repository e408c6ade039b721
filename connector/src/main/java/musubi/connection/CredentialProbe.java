package musubi.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.hubspot.AccountDetails;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.line.BotInfo;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import musubi.line.LineCredentials;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineException;
import musubi.line.LineLogin;
import org.jspecify.annotations.Nullable;

/** Tries credentials without changing anything on either side. */
final class CredentialProbe {

    private final LineClient line;
    private final LineLogin login;
    private final HubSpotClient hubspot;
    private final HubSpotAnswers answers;

    CredentialProbe(LineClient line, LineLogin login, HubSpotClient hubspot, HubSpotAnswers answers) {
        this.line = line;
        this.login = login;
        this.hubspot = hubspot;
        this.answers = answers;
    }

    /** Who both sides say they are. */
    record Both(BotInfo bot, AccountDetails portal) {}

    /** @throws ConnectionRefusedException with everything that is wrong on either side */
    Both both(Secrets secrets, PortalAccess access) {
        var refusals = new ArrayList<Refusal>();
        @Nullable BotInfo bot = null;
        @Nullable AccountDetails portal = null;
        try {
            bot = bot(secrets);
        } catch (ConnectionRefusedException e) {
            refusals.addAll(e.refusals());
        }
        try {
            portal = portal(access);
        } catch (ConnectionRefusedException e) {
            refusals.addAll(e.refusals());
        }
        try {
            login(secrets);
        } catch (ConnectionRefusedException e) {
            refusals.addAll(e.refusals());
        }
        if (bot == null || portal == null || !refusals.isEmpty()) {
            throw new ConnectionRefusedException(refusals);
        }
        return new Both(bot, portal);
    }

    /**
     * The account the credentials open. Where the channel id is known they must also issue a token, which alone shows
     * that the channel secret is the right one.
     */
    BotInfo bot(Secrets secrets) {
        var bots = new ArrayList<BotInfo>();
        for (var credentials : credentials(secrets)) {
            bots.add(bot(credentials));
        }
        if (bots.stream().map(BotInfo::userId).distinct().count() > 1) {
            throw refused(
                    Reason.REFUSED,
                    "line.channelId",
                    "The channel access token and the channel ID belong to two different LINE Official Accounts.");
        }
        return bots.getFirst();
    }

    private static List<LineCredentials> credentials(Secrets secrets) {
        var all = new ArrayList<LineCredentials>();
        secrets.channelAccessToken().ifPresent(token -> all.add(new LongLived(token)));
        secrets.channelId().ifPresent(id -> all.add(new Stateless(id, secrets.channelSecret())));
        return all;
    }

    private BotInfo bot(LineCredentials credentials) {
        var trial = new LineChannel("trial-" + UUID.randomUUID(), credentials);
        var field = switch (credentials) {
            case LongLived ignored -> "line.channelAccessToken";
            case Stateless ignored -> "line.channelSecret";
        };
        try {
            var bot = line.botInfo(trial);
            if (!BotUserIds.isValid(bot.userId())) {
                throw refused(Reason.UNAVAILABLE, field, "LINE's answer could not be read. Try again later.");
            }
            return bot;
        } catch (LineException e) {
            throw refused(reason(e), field, e.failure().sentence());
        } finally {
            line.forget(trial.key());
        }
    }

    /** Whether the LoginOptions channel's id and secret belong together, where there are any. */
    void login(Secrets secrets) {
        secrets.loginChannel("trial").ifPresent(channel -> {
            try {
                login.check(channel);
            } catch (LineException e) {
                throw refused(reason(e), "line.loginChannelSecret", e.failure().sentence());
            }
        });
    }

    private static Reason reason(LineException e) {
        return switch (e.kind()) {
            case UNAUTHORIZED, FORBIDDEN, REJECTED -> Reason.REFUSED;
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE -> Reason.UNAVAILABLE;
        };
    }

    /**
     * The portal that is opened, when all that Musubi does may be done there.
     *
     * @param access with portal 0 when that is not known yet
     */
    AccountDetails portal(PortalAccess access) {
        try {
            var missing = new TreeSet<String>();
            @Nullable AccountDetails account = null;
            try {
                account = hubspot.account(access);
            } catch (HubSpotException e) {
                if (e.missingScopes().isEmpty()) {
                    throw e;
                }
                missing.addAll(e.missingScopes());
            }
            var portalId = account == null ? access.portalId() : account.portalId();
            missing.addAll(hubspot.missingScopes(new PortalAccess(portalId, access.source())));
            if (!missing.isEmpty() || account == null) {
                throw new ConnectionRefusedException(HubSpotAnswers.missing(missing, access));
            }
            if (portalId <= 0) {
                throw refused(
                        Reason.UNAVAILABLE,
                        HubSpotAnswers.field(access),
                        "HubSpot's answer could not be read. Try again later.");
            }
            return account;
        } catch (HubSpotException e) {
            throw new ConnectionRefusedException(answers.refusals(e, access));
        }
    }

    private static ConnectionRefusedException refused(Reason reason, String field, String message) {
        return new ConnectionRefusedException(new Refusal(reason, field, message));
    }
}
