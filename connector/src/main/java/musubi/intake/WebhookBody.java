package musubi.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.contact.LineUserId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * The events of a webhook body, each with its own bytes as they came: they are not serialized again, so unknown fields are kept.
 *
 * @param destination the account's own LINE user id; null when there is none
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#request-body">Webhook request body</a>
 */
record WebhookBody(@Nullable String destination, List<Event> events) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * The fields of an event by which it is decided what is done with it.
     *
     * @param type as LINE names it; empty when there is none
     * @param userId null when the source has none
     * @param unsentMessageId of the message that was taken back; null when the event is about none
     * @param spoken the text of a message and the data of a button, under LINE's names
     * @param replyToken by which LINE takes an answer; null when it takes none
     * @param json the event's own bytes
     */
    record Event(
            String type,
            @Nullable String sourceType,
            @Nullable String userId,
            @Nullable String webhookEventId,
            @Nullable String unsentMessageId,
            Map<String, String> spoken,
            @Nullable String replyToken,
            byte[] json) {

        /** Whether it is of one user, in a chat with the account alone. */
        boolean isOfUser() {
            return "user".equals(sourceType)
                    && userId != null
                    && LineUserId.parse(userId).isPresent();
        }

        /** The text of a text message. */
        Optional<String> text() {
            return "message".equals(type) && "text".equals(spoken.get("type"))
                    ? Optional.ofNullable(spoken.get("text"))
                    : Optional.empty();
        }

        /** The data of the button that was tapped. */
        Optional<String> data() {
            return "postback".equals(type) ? Optional.ofNullable(spoken.get("data")) : Optional.empty();
        }

        /** Without what the friend wrote, and without the token. */
        @Override
        public String toString() {
            return "Event[type=%s]".formatted(type);
        }
    }

    /** @throws StreamReadException when it is no JSON object, in UTF-8, with an array of event objects */
    static WebhookBody read(byte[] body) {
        if (!isUtf8(body)) {
            throw new StreamReadException(null, "not UTF-8");
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            var events = new ArrayList<Event>();
            String destination = null;
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
                    if (name.equals("destination") && value == JsonToken.VALUE_STRING) {
                        destination = parser.getString();
                    }
                    parser.skipChildren();
                }
            }
            expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
            if (!found || parser.nextToken() != null) {
                throw new StreamReadException(parser, found ? "more after the body" : "no events");
            }
            return new WebhookBody(destination, events);
        }
    }

    /** The parser would accept UTF-16 and UTF-32 too (their zero bytes cannot occur in JSON), and does not check texts that it skips. */
    static boolean isUtf8(byte[] body) {
        for (var one : body) {
            if (one == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException ignored) {
            return false;
        }
    }

    private static Event event(JsonParser parser, byte[] body) {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        var type = "";
        String sourceType = null;
        String userId = null;
        String webhookEventId = null;
        String unsentMessageId = null;
        Map<String, String> spoken = Map.of();
        String replyToken = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getString() : type;
                case "webhookEventId" ->
                    webhookEventId = value == JsonToken.VALUE_STRING ? parser.getString() : webhookEventId;
                case "source" -> {
                    var source = texts(parser, value, Set.of("type", "userId"));
                    sourceType = source.get("type");
                    userId = source.get("userId");
                }
                case "unsend" ->
                    unsentMessageId = texts(parser, value, Set.of("messageId")).get("messageId");
                case "message" -> spoken = texts(parser, value, Set.of("type", "text"));
                case "postback" -> spoken = texts(parser, value, Set.of("data"));
                case "replyToken" -> replyToken = value == JsonToken.VALUE_STRING ? parser.getString() : replyToken;
                default -> {}
            }
            parser.skipChildren();
        }
        var end = (int) parser.currentLocation().getByteOffset();
        return new Event(
                type,
                sourceType,
                userId,
                webhookEventId,
                unsentMessageId,
                spoken,
                replyToken,
                Arrays.copyOfRange(body, start, end));
    }

    /** The string values of these names in an object; none when it is not an object. */
    private static Map<String, String> texts(JsonParser parser, @Nullable JsonToken value, Set<String> names) {
        var texts = new HashMap<String, String>();
        if (value == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING && names.contains(name)) {
                    texts.put(name, parser.getString());
                }
                parser.skipChildren();
            }
        }
        return texts;
    }

    private static void expect(JsonParser parser, @Nullable JsonToken actual, JsonToken expected) {
        if (actual != expected) {
            throw new StreamReadException(parser, "%s (expected: %s)".formatted(actual, expected));
        }
    }
}
