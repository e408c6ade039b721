package musubi.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * The events of a webhook body, each with its own bytes as they came: nothing is written anew, so nothing unknown is
 * lost.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#request-body">Webhook request body</a>
 */
final class WebhookBody {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What of an event decides its way.
     *
     * @param type as LINE names it; empty when there is none
     * @param userId null when the source names none
     * @param json the event's own bytes
     */
    record Event(
            String type,
            @Nullable String sourceType,
            @Nullable String userId,
            @Nullable String webhookEventId,
            byte[] json) {}

    private WebhookBody() {}

    /** @throws StreamReadException when it is no JSON object with an array of event objects */
    static List<Event> events(byte[] body) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            var events = new ArrayList<Event>();
            var found = false;
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals("events")) {
                    expect(parser, value, JsonToken.START_ARRAY);
                    found = true;
                    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                        expect(parser, next, JsonToken.START_OBJECT);
                        events.add(event(parser, body));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
            if (!found || parser.nextToken() != null) {
                throw new StreamReadException(parser, found ? "more after the body" : "no events");
            }
            return events;
        }
    }

    private static Event event(JsonParser parser, byte[] body) {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        var type = "";
        String sourceType = null;
        String userId = null;
        String webhookEventId = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getString() : type;
                case "webhookEventId" ->
                    webhookEventId = value == JsonToken.VALUE_STRING ? parser.getString() : webhookEventId;
                case "source" -> {
                    if (value == JsonToken.START_OBJECT) {
                        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                            var of = parser.currentName();
                            var text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
                            if (of.equals("type")) {
                                sourceType = text;
                            } else if (of.equals("userId")) {
                                userId = text;
                            }
                            parser.skipChildren();
                        }
                    }
                }
                default -> {}
            }
            parser.skipChildren();
        }
        var end = (int) parser.currentLocation().getByteOffset();
        return new Event(type, sourceType, userId, webhookEventId, Arrays.copyOfRange(body, start, end));
    }

    private static void expect(JsonParser parser, @Nullable JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw new StreamReadException(parser, "%s (expected: %s)".formatted(actual, expected));
        }
    }
}
