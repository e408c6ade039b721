package musubi.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import musubi.message.MessageProblem.Code;
import musubi.message.tokens.TokenText;
import tools.jackson.databind.JsonNode;

/**
 * JSON that an operator wrote: tokens in its string values are filled into the document once it is read, so that a value with a quotation
 * mark cannot break it. What is beyond our own limits LINE's {@code validate} finds.
 */
final class JsonCompiler {

    /** Of a flex bubble; a carousel of them may have 50 KB. */
    private static final int MAX_BYTES = 50_000;

    private static final int MAX_DEPTH = 30;
    private static final int MAX_STRING = 5_000;
    /** Fields whose value a tap opens. */
    private static final Set<String> TAPPED = Set.of("uri", "linkUri", "desktop");
    /** Fields whose value is an address that LINE fetches. */
    private static final Set<String> FETCHED = Set.of(
            "url",
            "baseUrl",
            "iconUrl",
            "imageUrl",
            "originalContentUrl",
            "previewImageUrl",
            "previewUrl",
            "thumbnailImageUrl");

    private static final Set<String> TYPES = Set.of(
            "text",
            "textV2",
            "sticker",
            "image",
            "video",
            "audio",
            "location",
            "imagemap",
            "template",
            "flex",
            "coupon");

    private final PartBuilder parts;

    JsonCompiler(PartBuilder parts) {
        this.parts = parts;
    }

    /** One message object of LINE. */
    Part message(String field, JsonNode message) {
        if (!message.isObject() || !TYPES.contains(message.path("type").asString(""))) {
            parts.problems()
                    .add(
                            field + ".type",
                            Code.NO_LINE_MESSAGE,
                            String.join(", ", TYPES.stream().sorted().toList()));
        }
        return contents(field, message);
    }

    /** The contents of a flex message. */
    Part contents(String field, JsonNode contents) {
        var bytes = contents.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            parts.problems().add(field, Code.TOO_LONG, MAX_BYTES, bytes);
        }
        if (!contents.isObject()) {
            parts.problems().add(field, Code.WRONG_TYPE, "object");
        }
        return part(field, "", contents, 0);
    }

    private Part part(String field, String name, JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            parts.problems().add(field, Code.TOO_LONG, MAX_DEPTH, depth);
            return new Part.Fixed(value);
        }
        if (value.isObject()) {
            var fields = new LinkedHashMap<String, Part>();
            value.properties()
                    .forEach(each -> fields.put(
                            each.getKey(),
                            part(field + "." + each.getKey(), each.getKey(), each.getValue(), depth + 1)));
            return PartBuilder.fields(fields);
        }
        if (value.isArray()) {
            var items = new ArrayList<Part>();
            for (var i = 0; i < value.size(); i++) {
                items.add(part(field + "[" + i + "]", "", value.get(i), depth + 1));
            }
            return PartBuilder.items(List.copyOf(items));
        }
        if (!value.isString()) {
            return new Part.Fixed(value);
        }
        if (TAPPED.contains(name)) {
            return parts.address(field, value.asString());
        }
        if (FETCHED.contains(name) && TokenText.isIn(value.asString())) {
            return parts.picture(field, value.asString());
        }
        return TokenText.isIn(value.asString())
                ? parts.words(field, value.asString(), MAX_STRING)
                : new Part.Fixed(value);
    }
}
