package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.testing.TestWorld;
import tools.jackson.databind.JsonNode;

/** Every operation of the REST document with its own examples, changed; each answer has to be one that the document tells. */
final class RestTarget implements Target {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    /** Faults of the platforms, which the stand-ins do not have: an answer about them is looked at by the document alone. */
    private static final Set<Integer> PLATFORMS = Set.of(502, 504);

    private record Operation(String method, String path, List<String> bodies, List<String> parameters) {}

    private final FuzzWorld world;
    private final List<Operation> operations;

    RestTarget(FuzzWorld world) {
        this.world = world;
        var contract = world.world().contract();
        this.operations = contract.operations().entrySet().stream()
                .map(operation ->
                        operation(operation.getKey(), contract.document().at(operation.getValue())))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    private static Operation operation(String key, JsonNode operation) {
        var bodies = new ArrayList<String>();
        operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("examples")
                .values()
                .forEach(example -> bodies.add(example.path("value").toString()));
        var parameters = new ArrayList<String>();
        operation.path("parameters").values().stream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .forEach(parameter -> parameters.add(parameter.path("name").asString("")));
        var space = key.indexOf(' ');
        return new Operation(key.substring(0, space), key.substring(space + 1), bodies, parameters);
    }

    @Override
    public void run(Bits bits) {
        var operation = operations.get(bits.below(operations.size()));
        var ends = operation.method().equals("DELETE") && operation.path().equals("/api/connections/{id}");
        var path = VARIABLE.matcher(operation.path()).replaceAll(_ -> id(bits, ends)) + query(operation, bits);
        var body = operation.bodies().isEmpty()
                ? bits.some(bits.chance(4) ? 30 : 0)
                : JsonMutation.of(
                        operation.bodies().get(bits.below(operation.bodies().size())), bits);
        var type = bits.chance(16) ? bits.header(30) : "application/json";
        var answer = world.call(
                operation.method(),
                path,
                body,
                Map.of("Authorization", "Bearer " + TestWorld.API_TOKEN, "Content-Type", type),
                PLATFORMS);
        world.world().contract().check(operation.method(), path, answer);
    }

    private String id(Bits bits, boolean other) {
        return switch (bits.below(8)) {
            case 0 -> FuzzWorld.encoded("x" + bits.text(40));
            case 1 -> new UUID(bits.octet(), bits.octet()).toString();
            case 2 -> String.valueOf(bits.below(1_000));
            default ->
                other
                        ? UUID.nameUUIDFromBytes(new byte[1]).toString()
                        : world.connection().id();
        };
    }

    private static String query(Operation operation, Bits bits) {
        if (operation.parameters().isEmpty() || bits.chance(3)) {
            return "";
        }
        var query = new StringBuilder();
        var count = 1 + bits.below(3);
        for (var i = 0; i < count; i++) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(operation
                            .parameters()
                            .get(bits.below(operation.parameters().size())))
                    .append('=')
                    .append(
                            switch (bits.below(5)) {
                                case 0 -> String.valueOf(bits.below(65_536) - 32_768);
                                case 1 -> "99999999999999999999";
                                case 2 -> "2026-11-28T00:00:00Z";
                                case 3 -> FuzzWorld.encoded(new String(bits.some(40), StandardCharsets.ISO_8859_1));
                                default -> FuzzWorld.encoded(bits.text(40));
                            });
        }
        return query.toString();
    }
}
