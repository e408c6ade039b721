package musubi.console.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.user.Role;
import musubi.user.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A role and connections, as a form sends them.
 *
 * @param all also those that are made later; a box that is not ticked is not sent
 * @param connection the only ones, when not all
 */
record ScopeForm(String role, @Nullable Boolean all, List<UUID> connection) {

    /** Where nothing is chosen, nothing is allowed. */
    @SuppressWarnings("NullAway") // a form may leave them out
    ScopeForm {
        role = Objects.requireNonNullElse(role, "");
        connection = List.copyOf(Objects.requireNonNullElse(connection, List.of()));
    }

    /** @throws ResponseStatusException 400 when it is none of our roles */
    Scope scope() {
        var chosen = Arrays.stream(Role.values())
                .filter(each -> each.name().equals(role))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        return new Scope(chosen, Boolean.TRUE.equals(all), Set.copyOf(connection));
    }

    /** The names of the connections that a scope is about; empty when it is about all. */
    static List<String> names(Scope scope, List<Connection> connections) {
        return scope.allConnections()
                ? List.of()
                : connections.stream()
                        .filter(each -> scope.maySee(each.id()))
                        .map(Connection::name)
                        .collect(Collectors.toList());
    }
}
