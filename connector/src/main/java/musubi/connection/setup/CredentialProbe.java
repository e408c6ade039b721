package musubi.connection.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import musubi.connection.store.BotUserIds;
import musubi.connection.store.Secrets;
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
import musubi.line.LineFailure;
import musubi.line.LineLogin;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks credentials by calls to LINE and HubSpot that change nothing there. */
@Component
public final class CredentialProbe {

    private final LineClient line;
    private final LineLogin login;
    private final HubSpotClient hubspot;
    private final HubSpotRefusals refusals;

    CredentialProbe(LineClient line, LineLogin login, HubSpotClient hubspot, HubSpotRefusals refusals) {
        this.line = line;
        this.login = login;
        this.hubspot = hubspot;
        this.refusals = refusals;
    }

    /** The account and the portal that credentials belong to. */
    record Owners(BotInfo bot, AccountDetails portal) {}

    /** @throws ConnectionRefusedException with all refusals of LINE, HubSpot and LINE Login */
    Owners owners(Secrets secrets, PortalAccess access) {
        var all = new ArrayList<Refusal>();
        var bot = collect(all, () -> bot(secrets));
        var portal = collect(all, () -> portal(access));
        var ignored = collect(all, () -> {
            loginChannel(secrets);
            return true;
        });
        if (bot.isEmpty() || portal.isEmpty() || !all.isEmpty()) {
            throw new ConnectionRefusedException(all);
        }
        return new Owners(bot.get(), portal.get());
    }

    private static <T> Optional<T> collect(List<Refusal> refusals, Supplier<T> check) {
        try {
            return Optional.of(check.get());
        } catch (ConnectionRefusedException e) {
            refusals.addAll(e.refusals());
            return Optional.empty();
        }
    }

    /**
     * The account that credentials belong to. If there is a channel id, a token is issued with it too, which is the only check of
     * the channel secret.
     *
     * @throws ConnectionRefusedException when LINE does not accept the credentials, or they are of different accounts
     */
    public BotInfo bot(Secrets secrets) {
        var bots = new ArrayList<BotInfo>();
        for (var credentials : credentials(secrets)) {
            bots.add(bot(credentials));
        }
        if (bots.stream().map(BotInfo::userId).distinct().count() > 1) {
            throw new ConnectionRefusedException(
                    new Refusal(Reason.REFUSED, "line.channelId", RefusalCode.TWO_ACCOUNTS));
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
        var channel = new LineChannel("trial-" + UUID.randomUUID(), credentials);
        var field = switch (credentials) {
            case LongLived ignored -> "line.channelAccessToken";
            case Stateless ignored -> "line.channelSecret";
        };
        try {
            var bot = line.botInfo(channel);
            if (!BotUserIds.isValid(bot.userId())) {
                throw refused(field, new LineFailure(LineFailure.Code.UNREADABLE, 200));
            }
            return bot;
        } catch (LineException e) {
            throw refused(field, e.failure());
        } finally {
            line.forget(channel.key());
        }
    }

    /**
     * Checks id and secret of the LINE Login channel, if there is one.
     *
     * @throws ConnectionRefusedException when LINE does not accept them
     */
    void loginChannel(Secrets secrets) {
        secrets.loginChannel("trial").ifPresent(channel -> {
            try {
                login.check(channel);
            } catch (LineException e) {
                throw refused("line.loginChannelSecret", e.failure());
            }
        });
    }

    private static ConnectionRefusedException refused(String field, LineFailure failure) {
        var reason = switch (failure.kind()) {
            case UNAUTHORIZED, FORBIDDEN, REJECTED -> Reason.REFUSED;
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE -> Reason.UNAVAILABLE;
        };
        return new ConnectionRefusedException(new Refusal(reason, field, RefusalCode.LINE_FAILED, failure.text()));
    }

    /**
     * The portal that can be accessed, if all scopes that Musubi needs are granted.
     *
     * @param access with portal 0 when the portal is not known yet
     * @throws ConnectionRefusedException when HubSpot does not accept the access, or scopes are missing
     */
    public AccountDetails portal(PortalAccess access) {
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
                throw HubSpotRefusals.missingScopes(missing, access);
            }
            if (portalId <= 0) {
                throw new ConnectionRefusedException(
                        new Refusal(Reason.UNAVAILABLE, HubSpotRefusals.field(access), RefusalCode.HUBSPOT_UNREADABLE));
            }
            return account;
        } catch (HubSpotException e) {
            throw refusals.refused(e, access);
        }
    }
}
