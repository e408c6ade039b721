package musubi.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import musubi.message.tokens.TokenText;

/** Numbers the addresses of a message. */
final class Links {

    private final List<Link> found = new ArrayList<>();

    /** @param label of its button; empty where there is none */
    Optional<Link> add(String field, String source, String label, Problems problems) {
        var title = TokenText.isIn(label) ? "" : label;
        if (!TokenText.isIn(source)) {
            return Optional.of(number(source, Optional.empty(), title));
        }
        return problems.parse(field, source).map(text -> number(source, Optional.of(text), title));
    }

    /** One that nobody taps. */
    Optional<Link> ofPicture(String field, String source, Problems problems) {
        if (!TokenText.isIn(source)) {
            return Optional.of(new Link(Link.UNNUMBERED, source, Optional.empty(), ""));
        }
        return problems.parse(field, source).map(text -> new Link(Link.UNNUMBERED, source, Optional.of(text), ""));
    }

    private Link number(String source, Optional<TokenText> text, String title) {
        var link = new Link(found.size() + 1, source, text, title);
        found.add(link);
        return link;
    }

    List<Link> all() {
        return List.copyOf(found);
    }
}
