package musubi.user.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import musubi.user.Actor;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Sessions;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.GenericFilterBean;

/** Reads the person of a session from the database with each request, so that a change of role, or the end of the session, applies at once. */
public final class SessionFilter extends GenericFilterBean {

    /** Style sheets and scripts: the same for everybody. */
    private static final String ASSETS = "/assets/";

    private static final String ENDED = SessionFilter.class.getName() + ".ended";

    private final People people;
    private final Sessions sessions;
    private final Duration lifetime;
    private final Clock clock;

    SessionFilter(People people, Sessions sessions, Duration lifetime, Clock clock) {
        this.people = people;
        this.sessions = sessions;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!((HttpServletRequest) request).getServletPath().startsWith(ASSETS)) {
            authenticated(request)
                    .ifPresent(session -> person(session, request)
                            .ifPresentOrElse(
                                    person -> SignedIn.set(Actor.of(person)), () -> end((HttpServletRequest) request)));
        }
        chain.doFilter(request, response);
    }

    /** Reads the session from the database; the page about an error is shown without it. */
    private static Optional<Actor.Session> authenticated(ServletRequest request) {
        try {
            return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                    .map(Authentication::getPrincipal)
                    .filter(Actor.Session.class::isInstance)
                    .map(Actor.Session.class::cast);
        } catch (DataAccessException away) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                SecurityContextHolder.clearContext();
                return Optional.empty();
            }
            throw away;
        }
    }

    /** Whether the request came with a session that had to be ended. */
    static boolean hasEnded(HttpServletRequest request) {
        return request.getAttribute(ENDED) != null;
    }

    private Optional<Person> person(Actor.Session session, ServletRequest request) {
        if (ended(session, lifetime, clock)
                || (request.getDispatcherType() == DispatcherType.REQUEST
                        && !sessions.isActive((HttpServletRequest) request))) {
            return Optional.empty();
        }
        try {
            return people.find(session.personId())
                    .filter(person -> !person.disabled() && person.stamp().equals(session.stamp()));
        } catch (DataAccessException away) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                return Optional.empty();
            }
            throw away;
        }
    }

    public static boolean ended(Actor.Session session, Duration lifetime, Clock clock) {
        return session.since() + lifetime.toMillis() < clock.millis();
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null && request.getDispatcherType() != DispatcherType.ERROR) {
            session.invalidate();
            request.setAttribute(ENDED, true);
        }
    }
}
