package musubi.user.security;

import musubi.user.Actor;
import musubi.user.Person;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Sets who is signed in, for Spring Security. */
public final class SignedIn {

    private SignedIn() {}

    /** For the current request only. */
    static void set(Actor actor) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                actor,
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + actor.scope().role())));
        SecurityContextHolder.setContext(context);
    }

    /** The authentication that is stored in a session. */
    public static Authentication session(Person person, long now) {
        return session(new Actor.Session(person.id(), person.stamp(), now));
    }

    /** The same, from what a session keeps of it. */
    public static Authentication session(Actor.Session kept) {
        return UsernamePasswordAuthenticationToken.authenticated(kept, null, AuthorityUtils.NO_AUTHORITIES);
    }
}
