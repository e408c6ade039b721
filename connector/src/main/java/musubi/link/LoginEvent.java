package musubi.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.LoginConsent;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.line.LoggedIn;
import musubi.sync.Payload;

/** What enters the inbox when a friend has linked. */
final class LoginEvent {

    private LoginEvent() {}

    /**
     * The event of an attempt: the same attempt is the same event, however often it comes.
     *
     * @param link the custom link, if it was one and still is there
     */
    static NewEvent of(UUID connectionId, Attempt attempt, LoggedIn friend, Optional<Link> link, Instant at) {
        var login = new LoginConsent(
                at,
                friend.name(),
                friend.pictureUrl(),
                friend.email(),
                link.map(came -> new LoginConsent.ViaLink(
                        came.id(), came.title(), came.originalSource().map(Enum::name), attempt.startedAt())));
        return new NewEvent(
                connectionId,
                Sha256Id.of("musubi.login " + attempt.state()),
                friend.userId(),
                Payload.loggedIn(login, friend.friend()));
    }
}
