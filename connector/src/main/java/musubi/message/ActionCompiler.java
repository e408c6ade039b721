package musubi.message;

import java.util.Optional;
import musubi.message.Action.OpenUri;
import musubi.message.Action.Postback;
import musubi.message.Action.SayText;
import musubi.message.MessageProblem.Code;
import musubi.message.Part.Limit;

/** Actions as LINE's JSON. Limits: <a href="https://developers.line.biz/en/reference/messaging-api/#action-objects">reference</a>. */
final class ActionCompiler {

    private static final Limit MAX_LABEL = Limit.graphemes(20);
    private static final int MAX_DATA = 300;
    private static final Limit MAX_TEXT = Limit.graphemes(300);
    private static final int MAX_TEXT_OF_AREA = 400;

    private final PartBuilder parts;

    ActionCompiler(PartBuilder parts) {
        this.parts = parts;
    }

    /** Of a button. */
    Part button(String field, Action action) {
        var label = parts.words(field + ".label", action.label(), MAX_LABEL);
        return switch (action) {
            case OpenUri open ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("uri"),
                        "label", label,
                        "uri", parts.address(field + ".uri", open.uri(), open.label()));
            case SayText say ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("message"),
                        "label", label,
                        "text", parts.words(field + ".text", say.text(), MAX_TEXT));
            case Postback postback ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("postback"),
                        "label", label,
                        "data", parts.words(field + ".data", postback.data(), MAX_DATA),
                        "displayText", displayText(field, postback));
        };
    }

    private Optional<Part> displayText(String field, Postback postback) {
        return postback.displayText()
                .map(text -> parts.words(field + ".displayText", text, MAX_TEXT, Part.WhenBlank.DROP_FIELD));
    }

    /** Of an area of a picture, where LINE has no postback and no label. */
    Part area(String field, Bubble.Area area, int height) {
        if (area.x() < 0
                || area.y() < 0
                || area.width() < 1
                || area.height() < 1
                || (long) area.x() + area.width() > CompiledMessage.WIDTH
                || (long) area.y() + area.height() > height) {
            parts.problems().add(field, Code.OUTSIDE, CompiledMessage.WIDTH, height);
        }
        var where = PartBuilder.fields(
                "x", PartBuilder.fixed(area.x()),
                "y", PartBuilder.fixed(area.y()),
                "width", PartBuilder.fixed(area.width()),
                "height", PartBuilder.fixed(area.height()));
        return switch (area.action()) {
            case OpenUri open ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("uri"),
                        "linkUri", parts.address(field + ".action.uri", open.uri(), open.label()),
                        "area", where);
            case SayText say ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("message"),
                        "text", parts.words(field + ".action.text", say.text(), MAX_TEXT_OF_AREA),
                        "area", where);
            case Postback _ -> {
                parts.problems().add(field + ".action.type", Code.UNKNOWN, "uri, message");
                yield where;
            }
        };
    }
}
