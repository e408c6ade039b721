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
 * The sessions of people who are signed in, on this node: bounded in all and per person, the oldest ends for a new one.
 * One that nobody acts in ends: what pages ask by themselves (polls, streams) is no act.
 */
@Component
public class Sessions {

    /** A request header of ours: a page asks by itself, not a person. */
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
     * A session that is open.
     *
     * @param id names it to people; it opens nothing
     * @param device browser and system; empty when unknown
     * @param seenAt the last act of the person
     * @param own whether it is that of the request
     */
    public record Open(UUID id, String device, Instant since, Instant seenAt, boolean own) {}

    /** Lies in the session and leaves with it, however it ends. */
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
                // by somebody else, at the same time
            }
        }
    }

    /** A person has signed in in the request's session. Others of theirs from before a change of the password end. */
    void opened(Person person, HttpServletRequest request) {
        var session = request.getSession();
        var agent = Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT));
        var entry = new Entry(person, Device.of(agent.orElse("")), session);
        session.setAttribute(ATTRIBUTE, entry);
        synchronized (open) {
            open.put(entry.id, entry);
        }
        tooMany(person).forEach(Entry::end);
    }

    private List<Entry> tooMany(Person person) {
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

    /** Whether somebody signed in in this session and acts in it often enough; the request counts when it is an act. */
    public boolean goesOn(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Entry entry)) {
            return false;
        }
        var now = clock.instant();
        var patience = Duration.ofSeconds(session.getMaxInactiveInterval());
        if (patience.isPositive() && entry.seenAt.plus(patience).isBefore(now)) {
            return false;
        }
        if (!asksByItself(request)) {
            entry.seenAt = now;
        }
        return true;
    }

    private static boolean asksByItself(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader(POLL) != null
                || (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    /** Those of a person, the last seen first. */
    public List<Open> of(UUID personId, HttpServletRequest request) {
        return entries(entry -> entry.person.equals(personId)).stream()
                .map(entry -> new Open(entry.id, entry.device, entry.since, entry.seenAt, own(entry, request)))
                .sorted(Comparator.comparing(Open::seenAt).reversed())
                .toList();
    }

    /** How many of a person are open. */
    public int count(UUID personId) {
        return entries(entry -> entry.person.equals(personId)).size();
    }

    /** Ends one of a person; nothing happens when it is none of theirs. */
    public void end(UUID personId, UUID id) {
        entries(entry -> entry.person.equals(personId) && entry.id.equals(id)).forEach(Entry::end);
    }

    /** Ends all of a person but that of the request. */
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
