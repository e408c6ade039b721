package musubi.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.MessageProblem.Code;
import tools.jackson.databind.json.JsonMapper;

/** Messages as JSON with single quotation marks, and what comes of them. */
final class TestMessages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final MessageContext CONTEXT = new MessageContext(
            id -> switch (id) {
                case "banner" ->
                    Optional.of(new Medium(Medium.Kind.IMAGE, "https://musubi.example.com/m/banner", 2080, 1404));
                case "film" ->
                    Optional.of(new Medium(Medium.Kind.VIDEO, "https://musubi.example.com/m/film", 640, 360));
                case "local" -> Optional.of(new Medium(Medium.Kind.IMAGE, "http://localhost:8080/m/local", 1040, 1040));
                case "open" ->
                    Optional.of(new Medium(Medium.Kind.IMAGE, "http://musubi.example.com/m/open", 1040, 1040));
                default -> Optional.empty();
            },
            "画像",
            true,
            Optional.of(Set.of("lastname", "firstname", "plan", "points", "email", "birthday")));

    private TestMessages() {}

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    static CompiledMessage.Compilation compile(String message) {
        var reading = MessageReader.read(JSON.readTree(json(message)));
        return reading.message()
                .map(read -> CompiledMessage.compile(read, CONTEXT))
                .orElseGet(() -> new CompiledMessage.Compilation(Optional.empty(), reading.problems()));
    }

    static CompiledMessage message(String message) {
        var compilation = compile(message);
        assertThat(compilation.problems())
                .filteredOn(problem -> !problem.code().isWarning())
                .isEmpty();
        return compilation.message().orElseThrow();
    }

    static CompiledMessage text(String text) {
        return message("{'bubbles': [{'type': 'text', 'text': '" + text + "'}]}");
    }

    /** LINE's JSON, with single quotation marks. */
    static String sent(CompiledMessage message, Map<String, ?> values) {
        return sent(message.render(values(values), Addresses.TARGETS));
    }

    static Map<String, PropertyValue> values(Map<String, ?> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        value -> value.getValue() instanceof PropertyValue labelled
                                ? labelled
                                : new PropertyValue(
                                        value.getValue(), value.getValue().toString())));
    }

    static String sent(Rendering rendering) {
        assertThat(rendering).isInstanceOf(Rendering.Ready.class);
        return ((Rendering.Ready) rendering).messages().toString().replace('"', '\'');
    }

    static void isWrong(String message, String field, Code code) {
        assertThat(compile(message).message()).isEmpty();
        assertThat(compile(message).problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
