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
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.inbox.EventQueue;
import musubi.inbox.InboxUnavailableException;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.LineLogin;
import musubi.line.LineProfile;
import musubi.line.LoggedIn;
import musubi.line.LoginChannel;
import musubi.link.LinkingOutcome.Linked;
import musubi.link.LinkingOutcome.Refused;
import musubi.link.LinkingOutcome.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Turns the code of a LINE Login into an event in the inbox. The sync writes the contact, as for all events. */
@Component
class Linking {

    private static final Logger LOG = LoggerFactory.getLogger(Linking.class);
    private static final Duration PROFILE_TIMEOUT = Duration.ofSeconds(4);
    private static final Executor AFTER_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final LineLogin login;
    private final LineClient line;
    private final Connections connections;
    private final Links links;
    private final EventQueue inbox;
    private final Clock clock;

    Linking(LineLogin login, LineClient line, Connections connections, Links links, EventQueue inbox, Clock clock) {
        this.login = login;
        this.line = line;
        this.connections = connections;
        this.links = links;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Asks LINE whose code it is, and appends the event.
     *
     * @param becameFriend whether LINE reports that the friend has just added or unblocked the account
     * @throws org.springframework.dao.DataAccessException when the database is unavailable; LINE is not called then
     */
    LinkingOutcome finish(
            Connection connection, LoginChannel channel, Attempt attempt, String code, boolean becameFriend) {
        var link = attempt.link()
                .flatMap(links::find)
                .filter(found -> found.connectionId().equals(connection.id()));
        try {
            var loggedIn = login.logIn(channel, code, attempt.redirectUri(), attempt.verifier(), attempt.nonce());
            connections.resolve(connection.id(), ProblemCode.LOGIN_CHANNEL_REFUSED);
            if (attempt.email()) {
                connections.resolve(connection.id(), ProblemCode.LOGIN_EMAIL_NOT_ALLOWED);
            }
            var friend = checked(connection, becameFriend ? withFriend(loggedIn, true) : loggedIn);
            inbox.append(List.of(LoginEvent.of(connection.id(), attempt, friend, link, clock.instant())));
            return new Linked(
                    friend.friend().orElse(false), link.flatMap(Link::pageAfter).or(connection.login()::pageAfter));
        } catch (LineException e) {
            return refused(connection.id(), channel, e.failure());
        } catch (InboxUnavailableException e) {
            LOG.warn("connection {}: a LINE Login could not be stored", connection.id());
            return new Unavailable();
        }
    }

    private LinkingOutcome refused(UUID connectionId, LoginChannel used, LineFailure failure) {
        LOG.warn("connection {}: a LINE Login failed: {}", connectionId, failure);
        return switch (failure.kind()) {
            case REJECTED, FORBIDDEN -> new Refused();
            case UNAUTHORIZED -> {
                // others may have been entered, and accepted, while LINE was asked
                if (connections.loginChannel(connectionId).equals(Optional.of(used))) {
                    connections.report(connectionId, new Problem(ProblemCode.LOGIN_CHANNEL_REFUSED));
                }
                yield new Unavailable();
            }
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE -> new Unavailable();
        };
    }

    /**
     * User ids belong to a provider. Where the Login channel belongs to another provider than the account, its user ids are unknown to
     * the account, although LINE reports them as friends (of the account that is linked to the Login channel).
     */
    private LoggedIn checked(Connection connection, LoggedIn friend) {
        if (!friend.friend().orElse(false)) {
            return friend;
        }
        return switch (profile(connection, friend.userId())) {
            case LineProfile.Found ignored -> {
                connections.resolve(connection.id(), ProblemCode.LOGIN_OTHER_PROVIDER);
                yield friend;
            }
            case LineProfile.Failed ignored -> friend;
            case LineProfile.NotFound ignored -> {
                connections.report(
                        connection.id(), new Problem(ProblemCode.LOGIN_OTHER_PROVIDER, connection.basicId()));
                yield withFriend(friend, false);
            }
        };
    }

    /** Asks twice: LINE's other servers may not know yet who became a friend a moment ago. */
    private LineProfile profile(Connection connection, String userId) {
        var channel = connections.lineChannel(connection.id());
        return line.profile(channel, userId)
                .thenCompose(first -> first instanceof LineProfile.NotFound
                        ? CompletableFuture.supplyAsync(() -> channel, AFTER_A_SECOND)
                                .thenCompose(same -> line.profile(same, userId))
                        : CompletableFuture.completedFuture(first))
                .completeOnTimeout(
                        new LineProfile.Failed(new LineFailure(Code.NO_ANSWER, 0)),
                        PROFILE_TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS)
                .join();
    }

    private static LoggedIn withFriend(LoggedIn friend, boolean isFriend) {
        return new LoggedIn(friend.userId(), friend.name(), friend.pictureUrl(), friend.email(), Optional.of(isFriend));
    }

    /** LINE does not let the Login channel ask for the e-mail address: from now on friends are not asked for it. */
    void mayNotAskEmail(UUID connectionId) {
        connections.report(connectionId, new Problem(ProblemCode.LOGIN_EMAIL_NOT_ALLOWED));
    }
}
