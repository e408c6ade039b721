package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.stereotype.Component;

/** Signs in a person who has just been made, has a new password, or comes by a provider of OpenID Connect. */
@Component
public class SignIn {

    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final CsrfAuthenticationStrategy forms;
    private final People people;
    private final Clock clock;

    SignIn(FormTokens forms, People people, Clock clock) {
        this.forms = new CsrfAuthenticationStrategy(forms);
        this.people = people;
        this.clock = clock;
    }

    /** The session gets another id and its forms another token, so that nobody can have known them before. */
    public void signIn(Person person, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        people.signedIn(person.id());
        var context = SecurityContextHolder.createEmptyContext();
        var authentication = SignedIn.session(person, clock.millis());
        forms.onAuthentication(authentication, request, response);
        context.setAuthentication(authentication);
        sessions.saveContext(context, request, response);
    }
}
