package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import musubi.user.security.Device;
import musubi.user.security.UserSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The sessions of people who are signed in on this node. Their number is limited, in total and for each person: a new session ends the
 * oldest one. A session ends when its person is inactive; requests that pages send by themselves (polls, streams) are no activity.
 */
@Component
public class Sessions {

    /** A request header of our pages: the page sends the request by itself, not a person. */
    static final String POLL = "X-Poll";

    private static final String ATTRIBUTE = Sessions.class.getName();

    private final UserSettings.Session settings;
    private final Clock clock;
    /** The oldest first. */
    private final Map<UUID, Entry> open = new LinkedHashMap<>();

    Sessions(UserSettings settings, Clock clock) {
        this.settings = settings.session();
        this.clock = clock;
    }

    /**
     * An open session.
     *
     * @param id identifies the session on pages; it is not the session id of the cookie
     * @param device browser and operating system; empty when unknown
     * @param seenAt the last activity of the person
     * @param own whether it is the session of the request
     */
    public record Open(UUID id, String device, Instant since, Instant seenAt, boolean own) {}

    /** An attribute of the session, and so removed when the session ends in any way. */
    private final class Entry implements HttpSessionBindingListener {

        private final UUID id = UUID.randomUUID();
        private final UUID person;
        private final String stamp;
        private final String device;
        private final HttpSession session;
        private final Instant since = clock.instant();
        private volatile Instant seenAt = since;

        Entry(Person person, String device, HttpSession session) {
            this.person = person.id();
            this.stamp = person.stamp();
            this.device = device;
            this.session = session;
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            synchronized (open) {
                open.remove(id);
            }
        }

        void end() {
            try {
                session.invalidate();
            } catch (IllegalStateException ended) {
                // the session has ended at the same time
            }
        }
    }

    /** Registers the request's session. Sessions of the person from before a change of their password end. */
    void opened(Person person, HttpServletRequest request) {
        var session = request.getSession();
        var agent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT));
        var entry = new Entry(person, Device.of(agent.orElse("")), session);
        session.setAttribute(ATTRIBUTE, entry);
        synchronized (open) {
            open.put(entry.id, entry);
        }
        toEnd(person).forEach(Entry::end);
    }

    private List<Entry> toEnd(Person person) {
        synchronized (open) {
            var theirs = open.values().stream()
                    .filter(entry -> entry.person.equals(person.id()))
                    .toList();
            var end = new ArrayList<>(theirs.stream()
                    .filter(entry -> !entry.stamp.equals(person.stamp()))
                    .toList());
            end.addAll(theirs.subList(0, Math.max(0, theirs.size() - settings.perPerson())));
            end.addAll(open.values().stream()
                    .limit(Math.max(0, open.size() - settings.inAll()))
                    .toList());
            return end;
        }
    }

    /** Whether somebody is signed in in the request's session and not inactive for too long. Records the activity. */
    public boolean isActive(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Entry entry)) {
            return false;
        }
        var now = clock.instant();
        var timeout = Duration.ofSeconds(session.getMaxInactiveInterval());
        if (timeout.isPositive() && entry.seenAt.plus(timeout).isBefore(now)) {
            return false;
        }
        if (!isAutomatic(request)) {
            entry.seenAt = now;
        }
        return true;
    }

    private static boolean isAutomatic(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(POLL) != null
                || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    /** The open sessions of a person, the last active first. */
    public List<Open> of(UUID personId, HttpServletRequest request) {
        return entries(entry -> entry.person.equals(personId)).stream()
                .map(entry -> new Open(entry.id, entry.device, entry.since, entry.seenAt, own(entry, request)))
                .sorted(Comparator.comparing(Open::seenAt).reversed())
                .toList();
    }

    /** Ends a session of a person; does nothing when the session is not theirs. */
    public void end(UUID personId, UUID id) {
        entries(entry -> entry.person.equals(personId) && entry.id.equals(id)).forEach(Entry::end);
    }

    /** Ends all sessions of a person except that of the request. */
    public void endOthers(UUID personId, HttpServletRequest request) {
        entries(entry -> entry.person.equals(personId) && !own(entry, request)).forEach(Entry::end);
    }

    private List<Entry> entries(Predicate<Entry> which) {
        synchronized (open) {
            return open.values().stream().filter(which).toList();
        }
    }

    private static boolean own(Entry entry, HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) == entry;
    }
}
