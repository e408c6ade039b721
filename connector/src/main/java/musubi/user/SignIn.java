package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Signs in a person who has just been made, or has a new password. */
@Component
public class SignIn {

    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final People people;
    private final Clock clock;

    SignIn(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** The session gets another id, so that nobody can have known it before. */
    public void signIn(Person person, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        people.signedIn(person.id());
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignedIn.session(person, clock.millis()));
        sessions.saveContext(context, request, response);
    }
}
