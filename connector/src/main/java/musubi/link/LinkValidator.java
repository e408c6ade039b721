package musubi.link;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import musubi.connection.PageUrl;
import musubi.link.LinkRefusedException.Reason;
import musubi.link.LinkRefusedException.Refusal;

/** Validates what a person entered about a custom link. */
final class LinkValidator {

    /** A title has to fit on one line of a list; the limit of HubSpot's property is far higher. */
    private static final int MAX_TITLE = 255;

    private final List<Refusal> refusals = new ArrayList<>();

    private LinkValidator() {}

    /**
     * The link with the changes made.
     *
     * @throws LinkRefusedException with all invalid fields
     */
    static Link applied(Link old, LinkChange change) {
        var validator = new LinkValidator();
        var changed = new Link(
                old.id(),
                old.connectionId(),
                change.title().map(validator::title).orElse(old.title()),
                change.originalSource().isPresent()
                        ? change.originalSource().flatMap(validator::originalSource)
                        : old.originalSource(),
                change.pageAfter().isPresent() ? change.pageAfter().flatMap(validator::pageAfter) : old.pageAfter(),
                change.enabled().orElse(old.enabled()),
                old.createdAt());
        if (!validator.refusals.isEmpty()) {
            throw new LinkRefusedException(Reason.INVALID, validator.refusals);
        }
        return changed;
    }

    private String title(String title) {
        if (title.isEmpty() || title.length() > MAX_TITLE || title.codePoints().anyMatch(Character::isISOControl)) {
            refuse(
                    "title",
                    "Enter a title of 1 to %d characters on one line (%d were entered)."
                            .formatted(MAX_TITLE, title.length()));
        }
        return title;
    }

    private Optional<OriginalSource> originalSource(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var found = Arrays.stream(OriginalSource.values())
                .filter(source -> source.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            refuse(
                    "originalSource",
                    "This is none of HubSpot's original sources (expected: one of %s)."
                            .formatted(List.of(OriginalSource.values())));
        }
        return found;
    }

    private Optional<URI> pageAfter(String page) {
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var url = PageUrl.parse(page);
        if (url.isEmpty()) {
            refuse("pageAfter", PageUrl.EXPECTED);
        }
        return url;
    }

    private void refuse(String field, String message) {
        refusals.add(new Refusal(field, message));
    }
}
