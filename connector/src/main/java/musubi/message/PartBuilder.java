package musubi.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import musubi.message.MessageProblem.Code;
import musubi.message.Part.Limit;
import musubi.message.Part.WhenBlank;
import musubi.message.tokens.TokenText;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Makes parts of LINE's JSON of what an operator wrote, and checks each against LINE's limits. */
final class PartBuilder {

    /** UTF-16 units of a text with its tokens. */
    private static final int MAX_RENDERED = 20_000;

    static final int MAX_ALT_TEXT = 1_500;
    static final int MAX_URI = 1_000;
    static final int MAX_PICTURE_URL = 2_000;

    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|line)://.+|tel:.+");
    private static final Pattern PICTURE = Pattern.compile("(?i)https://.+");
    /** LINE itself takes no http; who tries Musubi on one machine has a LINE that does. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/.*");

    private static final Part NOTHING = new Part.Items(List.of());

    private final MessageContext context;
    private final Problems problems;
    private final Links links;

    PartBuilder(MessageContext context, Problems problems, Links links) {
        this.context = context;
        this.problems = problems;
        this.links = links;
    }

    Problems problems() {
        return problems;
    }

    MessageContext context() {
        return context;
    }

    static Part fixed(String value) {
        return new Part.Fixed(StringNode.valueOf(value));
    }

    static Part fixed(int value) {
        return new Part.Fixed(IntNode.valueOf(value));
    }

    /** Pairs of a name and its part, or an {@link Optional} of one that may be left out. */
    static Part fields(Object... pairs) {
        var fields = new LinkedHashMap<String, Part>();
        for (var i = 0; i < pairs.length; i += 2) {
            var part = pairs[i + 1] instanceof Optional<?> optional ? optional.orElse(null) : pairs[i + 1];
            if (part != null) {
                fields.put((String) pairs[i], (Part) part);
            }
        }
        return new Part.Fields(fields);
    }

    /** A text in which addresses become links. */
    Part linkedWords(String field, String source, int max) {
        return isTooLongToRead(field, source)
                ? NOTHING
                : words(
                        field,
                        LinkedText.of(field, source, links, problems),
                        source,
                        Limit.units(max),
                        WhenBlank.SKIP_PERSON);
    }

    /** A text that LINE shows as it is. */
    Part words(String field, String source, int max) {
        return words(field, source, Limit.units(max), WhenBlank.SKIP_PERSON);
    }

    Part words(String field, String source, Limit limit) {
        return words(field, source, limit, WhenBlank.SKIP_PERSON);
    }

    Part words(String field, String source, Limit limit, WhenBlank whenBlank) {
        if (isTooLongToRead(field, source)) {
            return NOTHING;
        }
        var text = TokenText.isIn(source)
                ? problems.parse(field, source).map(parsed -> new LinkedText(source, Optional.of(parsed), List.of()))
                : Optional.of(new LinkedText(source, Optional.empty(), List.of()));
        return words(field, text, source, limit, whenBlank);
    }

    /** So that what it costs to read a text is bounded, whatever was sent to us. */
    private boolean isTooLongToRead(String field, String source) {
        if (source.length() <= MAX_RENDERED) {
            return false;
        }
        problems.add(field, Code.TOO_LONG, MAX_RENDERED, source.length());
        return true;
    }

    private Part words(String field, Optional<LinkedText> text, String source, Limit limit, WhenBlank whenBlank) {
        if (source.isBlank()) {
            problems.add(field, Code.MISSING);
        }
        // with values of a person in it, it is measured once they are known
        var isPersonal = text.map(LinkedText::isPersonal).orElse(false);
        if (!isPersonal && !limit.allows(source)) {
            problems.add(field, Code.TOO_LONG, limit.max(), limit.length(source));
        }
        return text.<Part>map(known -> known.text().isEmpty() && known.links().isEmpty()
                        ? fixed(source)
                        : new Part.Words(field, known, limit, whenBlank))
                .orElse(NOTHING);
    }

    Part altText(String field, Optional<String> given, Optional<String> instead) {
        var text = given.or(() -> instead).filter(words -> !words.isBlank()).orElse(context.pictureText());
        var cut = given.isPresent() || TokenText.isIn(text) || text.length() <= MAX_ALT_TEXT
                ? text
                : text.substring(
                        0, Character.isHighSurrogate(text.charAt(MAX_ALT_TEXT - 1)) ? MAX_ALT_TEXT - 1 : MAX_ALT_TEXT);
        return words(field, cut, MAX_ALT_TEXT);
    }

    /** An address that is tapped. */
    Part address(String field, String source) {
        return address(field, source, "");
    }

    /** @param label of its button; empty where there is none */
    Part address(String field, String source, String label) {
        if (source.isBlank()) {
            problems.add(field, Code.MISSING);
            return NOTHING;
        }
        if (isTooLongToRead(field, source)) {
            return NOTHING;
        }
        if (!ADDRESS.matcher(source).matches() && !Link.isOneToken(source)) {
            problems.add(field, Code.NOT_AN_ADDRESS, source);
        }
        if (source.length() > MAX_URI && !TokenText.isIn(source)) {
            problems.add(field, Code.TOO_LONG, MAX_URI, source.length());
        }
        return links.add(field, source, label, problems)
                .<Part>map(link -> new Part.Address(field, link, MAX_URI))
                .orElse(NOTHING);
    }

    /** Whether LINE would take this address of a rendered link. */
    static boolean isAddress(String rendered, int max) {
        return rendered.length() <= max && ADDRESS.matcher(rendered).matches();
    }

    /** Whether LINE would fetch a picture from this rendered address. */
    static boolean isPicture(String rendered, int max) {
        return rendered.length() <= max && PICTURE.matcher(rendered).matches();
    }

    Part picture(String field, Bubble.Picture picture, boolean preview) {
        return switch (picture) {
            case Bubble.Picture.Own own ->
                medium(field + "mediaId", own.mediaId(), Medium.Kind.IMAGE)
                        .map(medium -> fixed(preview ? medium.preview() : medium.original()))
                        .orElse(NOTHING);
            case Bubble.Picture.Elsewhere elsewhere -> picture(field + "url", elsewhere.url());
        };
    }

    /** A picture at an address that is not ours. */
    Part picture(String field, String url) {
        if (url.length() > MAX_PICTURE_URL) {
            problems.add(field, Code.TOO_LONG, MAX_PICTURE_URL, url.length());
            return NOTHING;
        }
        if (!PICTURE.matcher(url).matches() && !Link.isOneToken(url)) {
            problems.add(field, Code.NOT_HTTPS, url);
        }
        return links.ofPicture(field, url, problems)
                .<Part>map(link -> new Part.Address(field, link, MAX_PICTURE_URL))
                .orElse(NOTHING);
    }

    Optional<Medium> medium(String field, String id, Medium.Kind kind) {
        var medium = context.media().apply(id);
        if (medium.isEmpty()) {
            problems.add(field, Code.NO_SUCH_MEDIA, id);
            return Optional.empty();
        }
        if (medium.get().kind() != kind) {
            problems.add(field, Code.WRONG_MEDIA, id);
            return Optional.empty();
        }
        var url = medium.get().url();
        if (!PICTURE.matcher(url).matches()
                && !(context.httpOnLoopback() && LOOPBACK.matcher(url).matches())) {
            problems.add(field, Code.MEDIA_NOT_HTTPS, url);
        }
        return medium;
    }

    /** Whether there are so many. */
    void number(String field, int least, int most, int number) {
        if (number < least || number > most) {
            problems.add(field, Code.WRONG_NUMBER, least, most, number);
        }
    }

    static Part items(List<Part> parts) {
        return new Part.Items(parts);
    }

    static Part fields(Map<String, Part> parts) {
        return new Part.Fields(parts);
    }
}
