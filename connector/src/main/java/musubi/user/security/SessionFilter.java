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

/** Reads anew, with each request, who a session belongs to: a change of role counts at once, and so does the end of it. */
public final class SessionFilter extends GenericFilterBean {

    private final People people;
    private final Sessions sessions;
    private final Duration life;
    private final Clock clock;

    SessionFilter(People people, Sessions sessions, Duration life, Clock clock) {
        this.people = people;
        this.sessions = sessions;
        this.life = life;
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
        if (ended(session, life, clock)
                || (request.getDispatcherType() == DispatcherType.REQUEST
                        && !sessions.goesOn((HttpServletRequest) request))) {
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

    public static boolean ended(Actor.Session session, Duration life, Clock clock) {
        return session.since() + life.toMillis() < clock.millis();
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        var session = request.getSession(false);
        if (session != null && request.getDispatcherType() != DispatcherType.ERROR) {
            session.invalidate();
        }
    }
}
