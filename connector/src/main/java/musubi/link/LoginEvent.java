package musubi.link;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.LoginConsent;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.line.LoggedIn;
import musubi.sync.Payload;

/** Makes the event that enters the inbox when a friend has linked. */
final class LoginEvent {

    private LoginEvent() {}

    /**
     * The event of an attempt. The same attempt always makes the same event id.
     *
     * @param link the custom link; empty when it was the plain one or no longer exists
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
