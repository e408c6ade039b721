package musubi.link;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.inbox.Inbox;
import musubi.inbox.InboxUnavailableException;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Kind;
import musubi.line.LineLogin;
import musubi.line.LineProfile;
import musubi.line.LoggedIn;
import musubi.line.LoginChannel;
import musubi.link.LinkingOutcome.Linked;
import musubi.link.LinkingOutcome.Refused;
import musubi.link.LinkingOutcome.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** From a code of LINE's to an event in the inbox. Contacts are written by the sync, as with all events. */
@Component
class Linking {

    static final String NO_EMAIL_PERMISSION = "LINE Login may not ask for e-mail addresses";

    private static final Logger LOG = LoggerFactory.getLogger(Linking.class);
    private static final String REFUSED_CHANNEL = "LINE refuses the Login channel";
    private static final String OTHER_PROVIDER = "The Login channel does not fit the LINE Official Account";
    private static final Duration PROFILE_PATIENCE = Duration.ofSeconds(4);
    private static final Executor ONCE_MORE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final LineLogin login;
    private final LineClient line;
    private final Connections connections;
    private final Links links;
    private final Inbox inbox;
    private final Clock clock;

    Linking(LineLogin login, LineClient line, Connections connections, Links links, Inbox inbox, Clock clock) {
        this.login = login;
        this.line = line;
        this.connections = connections;
        this.links = links;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Who came back is asked of LINE and stored.
     *
     * @param becameFriend LINE says that the friend has just added or unblocked the account
     * @throws org.springframework.dao.DataAccessException when the database is away; nothing is asked of LINE then
     */
    LinkingOutcome finish(
            Connection connection, LoginChannel channel, Attempt attempt, String code, boolean becameFriend) {
        var link = attempt.link()
                .flatMap(links::find)
                .filter(found -> found.connectionId().equals(connection.id()));
        try {
            var told = login.logIn(channel, code, attempt.redirectUri(), attempt.verifier(), attempt.nonce());
            connections.resolve(connection.id(), REFUSED_CHANNEL);
            if (attempt.email()) {
                connections.resolve(connection.id(), NO_EMAIL_PERMISSION);
            }
            var friend = checked(connection, becameFriend ? with(told, true) : told);
            inbox.append(List.of(LoginEvent.of(connection.id(), attempt, friend, link, clock.instant())));
            return new Linked(
                    friend.friend().orElse(false), link.flatMap(Link::pageAfter).or(connection.login()::pageAfter));
        } catch (LineException e) {
            return refused(connection.id(), e.failure());
        } catch (InboxUnavailableException e) {
            LOG.warn("connection {}: a LINE Login could not be stored", connection.id());
            return new Unavailable();
        }
    }

    /** Without a Login channel nothing is wrong with it any more. */
    @EventListener
    void changed(ConnectionChanged event) {
        if (connections.loginChannel(event.id()).isEmpty()) {
            List.of(REFUSED_CHANNEL, OTHER_PROVIDER, NO_EMAIL_PERMISSION)
                    .forEach(title -> connections.resolve(event.id(), title));
        }
    }

    private LinkingOutcome refused(UUID connectionId, LineFailure failure) {
        LOG.warn("connection {}: a LINE Login failed: {}", connectionId, failure.sentence());
        return switch (failure.kind()) {
            case REJECTED, FORBIDDEN -> new Refused();
            case UNAUTHORIZED -> {
                connections.report(connectionId, new Problem(REFUSED_CHANNEL, failure.sentence()));
                yield new Unavailable();
            }
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE -> new Unavailable();
        };
    }

    /**
     * A user id is the provider's own: where the Login channel belongs to another one, the ids of its friends are strangers
     * to our account, although LINE calls them friends (of the account that is linked there).
     */
    private LoggedIn checked(Connection connection, LoggedIn friend) {
        if (!friend.friend().orElse(false)) {
            return friend;
        }
        return switch (profile(connection, friend.userId())) {
            case LineProfile.Found ignored -> {
                connections.resolve(connection.id(), OTHER_PROVIDER);
                yield friend;
            }
            case LineProfile.Failed ignored -> friend;
            case LineProfile.NotFound ignored -> {
                connections.report(connection.id(), new Problem(OTHER_PROVIDER, """
                                A friend linked by LINE Login, and LINE says that they are a friend; but the account %s does \
                                not know them. The Login channel belongs to another provider, or another account is linked \
                                to it: contacts made this way cannot be reached. In the LINE Developers console, make a \
                                LINE Login channel under the provider of the account's Messaging API channel, set %s under \
                                "Linked LINE Official Account" (リンクされたLINE公式アカウント), and enter the new channel's ID and \
                                secret here.""".formatted(
                                connection.basicId(), connection.basicId())));
                yield with(friend, false);
            }
        };
    }

    /** Who became a friend a moment ago may be news to LINE's other servers: a no is asked for once more. */
    private LineProfile profile(Connection connection, String userId) {
        var channel = connections.lineChannel(connection.id());
        return line.profile(channel, userId)
                .thenCompose(first -> first instanceof LineProfile.NotFound
                        ? CompletableFuture.supplyAsync(() -> channel, ONCE_MORE)
                                .thenCompose(same -> line.profile(same, userId))
                        : CompletableFuture.completedFuture(first))
                .completeOnTimeout(
                        new LineProfile.Failed(new LineFailure(Kind.UNAVAILABLE, 0, "LINE did not answer in time.")),
                        PROFILE_PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS)
                .join();
    }

    private static LoggedIn with(LoggedIn friend, boolean isFriend) {
        return new LoggedIn(friend.userId(), friend.name(), friend.pictureUrl(), friend.email(), Optional.of(isFriend));
    }

    /** LINE does not let the Login channel ask for the address: friends are asked without from now on. */
    void mayNotAskEmail(UUID connectionId) {
        connections.report(connectionId, new Problem(NO_EMAIL_PERMISSION, """
                        The option askEmailOnLogin is on, but LINE refuses to ask (INVALID_SCOPE): friends are linked without \
                        their address. In the LINE Developers console > LINE Login channel > Basic settings (チャネル基本設定) > \
                        OpenID Connect > Email address permission (メールアドレス取得権限), press Apply (申請). Or switch the \
                        option off."""));
    }
}
