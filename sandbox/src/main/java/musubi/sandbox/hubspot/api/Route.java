package musubi.sandbox.hubspot.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import musubi.sandbox.http.Request;

/**
 * The operation that a call selects.
 *
 * @param version {@code v3}, {@code v4} or a date version
 * @param arguments the values of the path's parameters, decoded
 */
public record Route(Operation operation, String version, List<String> arguments) {

    private static final Set<String> DATED = Set.of("2026-03", "2026-09");
    private static final Set<String> NUMBERED = Set.of("v3", "v4");
    private static final Pattern WITH_SLASH = Pattern.compile("/crm/(v3/(owners|lists)|(owners|lists)/[0-9-]+)/");

    private record Place(Operation.Family family, String version, List<String> rest) {}

    /** The value of the first path parameter; empty when there is none. */
    public String argument() {
        return arguments.isEmpty() ? "" : arguments.getFirst();
    }

    /**
     * Finds the operation of a request.
     *
     * @throws Refusal 404 for an unknown path, 405 for an unknown method, 400 for an unknown object type
     */
    public static Route of(Request request) {
        var place = place(request.path());
        var here = Arrays.stream(Operation.values())
                .filter(operation -> operation.family() == place.family() && operation.in(place.version()))
                .toList();
        var rest = String.join("/", place.rest());
        var onPath =
                here.stream().filter(operation -> operation.path().equals(rest)).toList();
        if (onPath.isEmpty()) {
            onPath = here.stream()
                    .filter(operation -> matches(parts(operation), place.rest()))
                    .toList();
        }
        if (onPath.isEmpty()) {
            throw notFound();
        }
        for (var operation : onPath) {
            if (operation.method().equals(request.method())) {
                return new Route(operation, place.version(), arguments(parts(operation), place.rest()));
            }
        }
        throw Refusal.of(405, "HTTP 405 Method Not Allowed", null);
    }

    private static List<String> parts(Operation operation) {
        return List.of(operation.path().split("/", -1));
    }

    private static boolean matches(List<String> pattern, List<String> rest) {
        return pattern.size() == rest.size()
                && IntStream.range(0, rest.size())
                        .allMatch(at -> pattern.get(at).startsWith("{")
                                || pattern.get(at).equals(rest.get(at)));
    }

    private static List<String> arguments(List<String> pattern, List<String> rest) {
        return IntStream.range(0, rest.size())
                .filter(at -> pattern.get(at).startsWith("{"))
                .mapToObj(at -> URLDecoder.decode(rest.get(at), StandardCharsets.UTF_8))
                .toList();
    }

    private static Place place(String path) {
        // a trailing or double slash makes an empty part, which no path has,
        // except the lists of owners and of lists, which HubSpot's own clients and guides write with a trailing slash
        var whole = WITH_SLASH.matcher(path).matches() ? path.substring(0, path.length() - 1) : path;
        var parts = List.of(whole.substring(1).split("/", -1));
        if (parts.size() < 3 || parts.contains("")) {
            throw notFound();
        }
        if (parts.getFirst().equals("account-info")) {
            var version = parts.get(1);
            if (!version.equals("v3") && !DATED.contains(version)) {
                throw notFound();
            }
            return new Place(Operation.Family.ACCOUNT, version, parts.subList(2, parts.size()));
        }
        if (path.startsWith("/automation/actions/callbacks/") && parts.size() > 4) {
            if (!DATED.contains(parts.get(3))) {
                throw notFound();
            }
            return new Place(Operation.Family.CALLBACKS, parts.get(3), parts.subList(4, parts.size()));
        }
        if (!parts.getFirst().equals("crm")) {
            throw notFound();
        }
        var numbered = NUMBERED.contains(parts.get(1));
        var version = parts.get(numbered ? 1 : 2);
        if (!numbered && !DATED.contains(version)) {
            throw notFound();
        }
        var rest = parts.subList(3, parts.size());
        return switch (parts.get(numbered ? 2 : 1)) {
            case "objects" -> objects(version, rest);
            case "associations" -> new Place(Operation.Family.ASSOCIATIONS, version, named(rest, 0, 1));
            case "owners" -> new Place(Operation.Family.OWNERS, version, rest);
            case "properties" -> new Place(Operation.Family.PROPERTIES, version, contacts(rest));
            case "lists" -> new Place(Operation.Family.LISTS, version, rest);
            case "limits" -> new Place(Operation.Family.LIMITS, version, rest);
            default -> throw notFound();
        };
    }

    private static Place objects(String version, List<String> rest) {
        var type = type(rest);
        var family = switch (type) {
            case CONTACT -> Operation.Family.OBJECTS;
            case TASK -> Operation.Family.TASKS;
            case NOTE -> Operation.Family.NOTES;
        };
        var below = rest.subList(1, rest.size());
        return new Place(family, version, below.size() == 5 ? named(below, 3) : below);
    }

    private static List<String> contacts(List<String> rest) {
        if (type(rest) != ObjectType.CONTACT) {
            throw Refusal.of(400, "Unable to infer object type from: " + rest.getFirst(), null);
        }
        return rest.subList(1, rest.size());
    }

    private static ObjectType type(List<String> rest) {
        if (rest.isEmpty()) {
            throw notFound();
        }
        return ObjectType.of(rest.getFirst());
    }

    /** The parts with the object types at these positions replaced by their plural names. */
    private static List<String> named(List<String> rest, int... places) {
        var names = new ArrayList<>(rest);
        for (var place : places) {
            if (place < names.size()) {
                names.set(place, ObjectType.of(names.get(place)).plural());
            }
        }
        return names;
    }

    private static Refusal notFound() {
        return Refusal.of(404, "HTTP 404 Not Found", null);
    }
}
