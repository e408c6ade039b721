package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.user.security.Device;
import musubi.user.session.SessionOwner;
import musubi.user.session.SessionRowRepository;
import musubi.user.session.StoredSession;
import musubi.user.session.StoredSessions;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The sessions of people who are signed in, on all nodes. Their number is limited, in total and for each person: a new session ends the
 * oldest one. A session ends when its person is inactive; requests that pages send by themselves (polls, streams) are no activity.
 */
@Component
public class Sessions {

    /** A request header of our pages: the page sends the request by itself, not a person. */
    static final String POLL = "X-Poll";

    private final SessionRowRepository rows;
    private final StoredSessions stored;
    private final Clock clock;

    Sessions(SessionRowRepository rows, StoredSessions stored, Clock clock) {
        this.rows = rows;
        this.stored = stored;
        this.clock = clock;
    }

    /**
     * An open session.
     *
     * @param id identifies the session on pages; it is not what the cookie holds
     * @param device browser and operating system; empty when unknown
     * @param seenAt the last activity of the person, up to a minute ago
     * @param own whether it is the session of the request
     */
    public record Open(UUID id, String device, Instant since, Instant seenAt, boolean own) {}

    /** The request's session is that person's from now on. Their sessions from before a change of their password end. */
    void opened(Person person, HttpServletRequest request) {
        var agent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT));
        request.getSession();
        StoredSession.of(request)
                .orElseThrow()
                .open(new SessionOwner(
                        UUID.randomUUID(), person.id(), person.stamp(), Device.of(agent.orElse("")), clock.instant()));
        rows.deleteOfOtherStamp(person.id(), person.stamp());
    }

    /** Whether somebody is signed in in the request's session. Records the activity. */
    public boolean isActive(HttpServletRequest request) {
        var session = StoredSession.of(request).filter(found -> found.owner().isPresent());
        if (!isAutomatic(request)) {
            session.ifPresent(found -> found.seen(clock.instant()));
        }
        return session.isPresent();
    }

    private static boolean isAutomatic(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(POLL) != null
                || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    /** The open sessions of a person, the last active first. */
    public List<Open> of(UUID personId, HttpServletRequest request) {
        var own = id(request);
        return rows.of(personId, stored.unusedSince()).stream()
                .map(session -> new Open(
                        session.owner().id(),
                        session.owner().device(),
                        session.owner().since(),
                        session.seenAt(),
                        own.filter(session.owner().id()::equals).isPresent()))
                .toList();
    }

    /** The id of the request's session on pages; empty when nobody is signed in. */
    public Optional<UUID> id(HttpServletRequest request) {
        return StoredSession.of(request).flatMap(StoredSession::owner).map(SessionOwner::id);
    }

    /** Whether nobody has ended a session yet, on any node. Queries the database. */
    public boolean isOpen(UUID id) {
        return rows.isThere(id);
    }

    /** Ends a session of a person; does nothing when the session is not theirs. */
    public void end(UUID personId, UUID id) {
        rows.delete(personId, id);
    }

    /** Ends all sessions of a person except that of the request. */
    public void endOthers(UUID personId, HttpServletRequest request) {
        rows.deleteOthers(personId, id(request));
    }
}
