package musubi.user.security;

import java.time.Clock;
import java.util.Optional;
import musubi.user.People;
import musubi.user.security.SignIns.Outcome;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Authenticates by e-mail address and password. An unknown account gets the same answer as a wrong password, and takes as long. */
@Component
class PasswordLogin implements AuthenticationProvider {

    private final People people;
    private final LoginThrottle throttle;
    private final SignIns signIns;
    private final Clock clock;

    PasswordLogin(People people, LoginThrottle throttle, SignIns signIns, Clock clock) {
        this.people = people;
        this.throttle = throttle;
        this.signIns = signIns;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication entered) {
        var email = People.canonical(entered.getName());
        var attempt =
                entered.getDetails() instanceof SignInAttempt from ? from : new SignInAttempt("", Optional.empty());
        if (!throttle.mayTry(email, attempt.address(), attempt.browser())) {
            signIns.failed(Outcome.THROTTLED, email, attempt.address());
            throw new LockedException("too many attempts");
        }
        var password = entered.getCredentials() instanceof String text ? text : "";
        var person = people.authenticate(email, password);
        if (person.isEmpty()) {
            signIns.failed(Outcome.WRONG, email, attempt.address());
            throw new BadCredentialsException("address or password");
        }
        throttle.succeeded(email, attempt.address(), attempt.browser());
        return SignedIn.session(person.get(), clock.millis());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
