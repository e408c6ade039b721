package musubi.user;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import musubi.user.feature.Feature;
import musubi.user.feature.Route;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;

/**
 * The one table of who may go where, REST and pages: the lines of all features together. The most specific line that
 * matches counts; where none matches, only an admin may go.
 */
@Component
public final class Routes {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final List<Route> table;

    /** @throws IllegalStateException if two lines are about the same requests */
    Routes(ObjectProvider<Feature> features) {
        this.table = features.stream()
                .flatMap(feature -> feature.routes().stream())
                .sorted(Route.MOST_SPECIFIC_FIRST)
                .toList();
        for (var index = 1; index < table.size(); index++) {
            var line = table.get(index);
            if (table.subList(0, index).stream().anyMatch(line::contradicts)) {
                throw new IllegalStateException(
                        "route %s: declared twice (expected: once, by one feature)".formatted(line.pattern()));
            }
        }
    }

    /** Whether that method only reads. */
    public static boolean isReading(String method) {
        return READING.contains(method.toUpperCase(Locale.ROOT));
    }

    /** All lines, the most specific first. */
    public List<Route> table() {
        return table;
    }

    /** The line that decides about a request; empty: there is none. */
    public Optional<Route> line(String method, String path) {
        return line(method, PathContainer.parsePath(path));
    }

    /**
     * The least role.
     *
     * @param path within the application, as a browser sends it
     * @return empty when it is open to everybody
     */
    public Optional<Role> least(String method, String path) {
        return least(method, PathContainer.parsePath(path));
    }

    Optional<Role> least(String method, PathContainer path) {
        return line(method, path).map(Route::least).orElse(Optional.of(Role.ADMIN));
    }

    private Optional<Route> line(String method, PathContainer path) {
        var reading = isReading(method);
        return table.stream().filter(line -> line.matches(reading, path)).findFirst();
    }
}
