package musubi.user;

import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who makes a request: a person who is signed in, or an API token.
 *
 * @param name in the audit log: an e-mail address, or the name of the token
 * @param person empty for a token
 */
public record Actor(String name, Optional<Person> person, Scope scope) {

    public static Actor of(Person person) {
        return new Actor(person.email(), Optional.of(person), person.scope());
    }

    public static Actor of(IssuedToken token) {
        return new Actor("API token: " + token.name(), Optional.empty(), token.scope());
    }

    /** The actor of the current request; empty when nobody is signed in. */
    public static Optional<Actor> current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? Optional.of(actor)
                : Optional.empty();
    }

    /** Whether the actor's role includes that role. */
    public boolean may(Role least) {
        return scope.role().includes(least);
    }

    /** Whether the connection is in the actor's scope. */
    public boolean maySee(UUID connectionId) {
        return scope.maySee(connectionId);
    }

    /** Without the name. */
    @Override
    public String toString() {
        return "Actor[role=%s]".formatted(scope.role());
    }

    /** What is stored of a person in a session; everything else is read with each request. */
    public record Session(UUID personId, String stamp, long since) implements Serializable {}
}
