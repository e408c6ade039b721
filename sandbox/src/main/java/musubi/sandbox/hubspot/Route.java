package musubi.sandbox.hubspot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.sandbox.http.Request;

/**
 * Where a call goes.
 *
 * @param version {@code v3}, or a date version
 * @param argument what stands for the path's braces, decoded; empty when there are none
 */
record Route(Operation operation, String version, String argument) {

    private static final Set<String> DATED = Set.of("2026-03", "2026-09");
    private static final Set<String> CONTACTS = Set.of("contacts", "contact", "0-1");

    private record Place(Operation.Family family, String version, List<String> rest) {}

    /**
     * Finds it.
     *
     * @throws Refusal 404 for a path, 405 for a method that is not there, 400 for another object
     */
    static Route of(Request request) {
        var place = place(request.path());
        var here = Arrays.stream(Operation.values())
                .filter(operation -> operation.family() == place.family())
                .toList();
        var rest = String.join("/", place.rest());
        var onPath =
                here.stream().filter(operation -> operation.path().equals(rest)).toList();
        var argument = "";
        if (onPath.isEmpty() && !place.rest().isEmpty()) {
            argument = URLDecoder.decode(place.rest().getLast(), StandardCharsets.UTF_8);
            var pattern = place.rest().subList(0, place.rest().size() - 1).stream()
                    .map(part -> part + "/")
                    .collect(Collectors.joining());
            onPath = here.stream()
                    .filter(operation -> operation.path().startsWith(pattern + "{")
                            && operation.path().indexOf('{') == pattern.length())
                    .toList();
        }
        if (onPath.isEmpty()) {
            throw notFound();
        }
        for (var operation : onPath) {
            if (operation.method().equals(request.method())) {
                return new Route(operation, place.version(), argument);
            }
        }
        throw Refusal.of(405, "HTTP 405 Method Not Allowed", null);
    }

    private static Place place(String path) {
        // a trailing or double slash makes an empty part, which is nowhere
        var parts = List.of(path.substring(1).split("/", -1));
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
        if (!parts.getFirst().equals("crm")) {
            throw notFound();
        }
        var third = parts.get(1).equals("v3");
        var version = third ? "v3" : parts.get(2);
        if (!third && !DATED.contains(version)) {
            throw notFound();
        }
        var rest = parts.subList(3, parts.size());
        return switch (third ? parts.get(2) : parts.get(1)) {
            case "objects" -> new Place(Operation.Family.OBJECTS, version, contacts(rest));
            case "properties" -> new Place(Operation.Family.PROPERTIES, version, contacts(rest));
            case "limits" -> new Place(Operation.Family.LIMITS, version, rest);
            default -> throw notFound();
        };
    }

    private static List<String> contacts(List<String> rest) {
        if (rest.isEmpty()) {
            throw notFound();
        }
        if (!CONTACTS.contains(rest.getFirst())) {
            throw Refusal.of(400, "Unable to infer object type from: " + rest.getFirst(), null);
        }
        return rest.subList(1, rest.size());
    }

    private static Refusal notFound() {
        return Refusal.of(404, "HTTP 404 Not Found", null);
    }
}
