package musubi.console.broadcasts.compose;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as a person writes it, who wants to know in which line something is.
 *
 * @param value empty where it is none
 * @param line of the mistake, from 1; 0 where there is none
 */
record JsonText(Optional<JsonNode> value, int line) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static JsonText read(String text) {
        if (text.isBlank()) {
            return new JsonText(Optional.empty(), 0);
        }
        try {
            return new JsonText(Optional.of(JSON.readTree(text)), 0);
        } catch (JacksonException e) {
            return new JsonText(
                    Optional.empty(),
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr()));
        }
    }

    static String written(JsonNode value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /**
     * The line of what is at that place of a text that is JSON.
     *
     * @param place as {@code .body.contents[1].text}
     * @return from 1; 0 where nothing is there
     */
    static int lineOf(String text, String place) {
        var wanted = place.replaceAll("\\[(\\d+)]", ".$1").replace('.', '/');
        try (var parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.streamReadContext().pathAsPointer().toString().equals(wanted)) {
                    return parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (JacksonException none) {
            return 0;
        }
        return 0;
    }
}
