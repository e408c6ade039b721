package musubi.user.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import musubi.user.Role;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A line of the table of routes.
 *
 * @param access whether it is about reading, changing or both
 * @param pattern of paths within the application; its segments are literal, {@code *} or a last {@code **}
 * @param least the least role that may; empty: everybody, also without signing in
 */
public record Route(Access access, PathPattern pattern, Optional<Role> least) {

    /** The most specific first, so that it does not matter in which order features are found. */
    public static final Comparator<Route> MOST_SPECIFIC_FIRST =
            Comparator.comparing(route -> sortKey(route.pattern().getPatternString()));

    /** What a request does, by its method. */
    public enum Access {
        /** GET, HEAD, OPTIONS. */
        READ,
        /** All other methods. */
        CHANGE,
        BOTH
    }

    /** Whether it decides about such a request. */
    public boolean matches(boolean reading, PathContainer path) {
        return switch (access) {
                    case READ -> reading;
                    case CHANGE -> !reading;
                    case BOTH -> true;
                }
                && pattern.matches(path);
    }

    /** Whether both decide about the same requests, so that one of them is too many. */
    public boolean contradicts(Route other) {
        return pattern.equals(other.pattern)
                && (access == other.access || access == Access.BOTH || other.access == Access.BOTH);
    }

    /** Segment by segment: a literal before {@code *}, that before {@code **}. */
    private static String sortKey(String pattern) {
        return Arrays.stream(pattern.split("/", -1))
                .map(segment -> switch (segment) {
                    case "*" -> "1";
                    case "**" -> "2";
                    default -> "0" + segment;
                })
                .collect(Collectors.joining("\0"));
    }
}
