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
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.GenericFilterBean;

/** Reads the person of a session from the database with each request, so that a change of role, or the end of the session, applies at once. */
public final class SessionFilter extends GenericFilterBean {

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
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Actor.Session session) {
            person(session, request)
                    .ifPresentOrElse(person -> SignedIn.set(Actor.of(person)), () -> end((HttpServletRequest) request));
        }
        chain.doFilter(request, response);
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
        }
    }
}
