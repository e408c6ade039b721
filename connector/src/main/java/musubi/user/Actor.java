package musubi.user;

import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who does something: a person who is signed in, or an API token.
 *
 * @param name for the record of changes: an e-mail address, or what the token is called
 * @param person empty for a token
 */
public record Actor(String name, Optional<Person> person, Scope scope) {

    public static Actor of(Person person) {
        return new Actor(person.email(), Optional.of(person), person.scope());
    }

    public static Actor of(IssuedToken token) {
        return new Actor("API token: " + token.name(), Optional.empty(), token.scope());
    }

    /** The one of the request under way; empty when nobody is signed in. */
    public static Optional<Actor> current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? Optional.of(actor)
                : Optional.empty();
    }

    /** Whether the role is at least that one. */
    public boolean may(Role least) {
        return scope.role().includes(least);
    }

    /** Whether that connection is one of theirs. */
    public boolean maySee(UUID connectionId) {
        return scope.maySee(connectionId);
    }

    /** Does not tell the address. */
    @Override
    public String toString() {
        return "Actor[role=%s]".formatted(scope.role());
    }

    /** What a session keeps of a person; all else is read anew with each request. */
    public record Session(UUID personId, String stamp, long since) implements Serializable {}
}
