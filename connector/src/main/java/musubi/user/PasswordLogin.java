package musubi.user;

import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** By e-mail address and password. An unknown account is answered like a wrong password, as slowly. */
@Component
class PasswordLogin implements AuthenticationProvider {

    private final People people;
    private final LoginThrottle throttle;
    private final Clock clock;

    PasswordLogin(People people, LoginThrottle throttle, Clock clock) {
        this.people = people;
        this.throttle = throttle;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication entered) {
        var email = People.canonical(entered.getName());
        var address =
                entered.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (!throttle.mayTry(email, address)) {
            throw new LockedException("too many attempts");
        }
        var password = entered.getCredentials() instanceof String text ? text : "";
        var person = people.authenticate(email, password)
                .orElseThrow(() -> new BadCredentialsException("address or password"));
        throttle.right(email);
        people.signedIn(person.id());
        return SignedIn.session(person, clock.millis());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
