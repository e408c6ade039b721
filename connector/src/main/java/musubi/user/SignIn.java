package musubi.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import musubi.user.security.FormTokens;
import musubi.user.security.KnownBrowsers;
import musubi.user.security.SignIns;
import musubi.user.security.SignedIn;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.stereotype.Component;

/** Signs in a person who has just been created, has a new password, or comes from a provider of OpenID Connect. */
@Component
public class SignIn {

    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final CsrfAuthenticationStrategy forms;
    private final People people;
    private final Sessions open;
    private final KnownBrowsers browsers;
    private final SignIns signIns;
    private final Clock clock;

    SignIn(FormTokens forms, People people, Sessions open, KnownBrowsers browsers, SignIns signIns, Clock clock) {
        this.forms = new CsrfAuthenticationStrategy(forms);
        this.people = people;
        this.open = open;
        this.browsers = browsers;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Signs in a person in the request's session, which gets a new id and a new CSRF token (against session fixation). */
    public void signIn(Person person, HttpServletRequest request, HttpServletResponse response) {
        goOn(person, request, response);
        arrived(person, request);
    }

    /** The same for a person who was signed in and has changed the password; it is not recorded as a sign-in. */
    public void goOn(Person person, HttpServletRequest request, HttpServletResponse response) {
        request.getSession();
        request.changeSessionId();
        var context = SecurityContextHolder.createEmptyContext();
        var authentication = SignedIn.session(person, clock.millis());
        forms.onAuthentication(authentication, request, response);
        context.setAuthentication(authentication);
        sessions.saveContext(context, request, response);
        open.opened(person, request);
        response.addHeader(
                HttpHeaders.SET_COOKIE, browsers.remember(person.email()).toString());
    }

    /** Records that somebody has signed in in the request's session, and remembers the browser. */
    public void arrived(Authentication authentication, HttpServletRequest request, HttpServletResponse response) {
        if (authentication.getPrincipal() instanceof Actor.Session session) {
            people.find(session.personId()).ifPresent(person -> {
                open.opened(person, request);
                response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        browsers.remember(person.email()).toString());
                arrived(person, request);
            });
        }
    }

    private void arrived(Person person, HttpServletRequest request) {
        people.signedIn(person.id());
        signIns.succeeded(person, request.getRemoteAddr());
    }
}
