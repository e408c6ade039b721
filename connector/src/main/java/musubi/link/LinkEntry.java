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

/** Holds what a person entered of a custom link against what it can be. */
final class LinkEntry {

    /** HubSpot's property has no limit that matters; a title has to fit on a line of a list. */
    private static final int TITLE_LIMIT = 255;

    private final List<Refusal> refusals = new ArrayList<>();

    private LinkEntry() {}

    /**
     * The link with the changes made.
     *
     * @throws LinkRefusedException with everything that cannot be right
     */
    static Link applied(Link old, LinkChange change) {
        var entry = new LinkEntry();
        var changed = new Link(
                old.id(),
                old.connectionId(),
                change.title().map(entry::title).orElse(old.title()),
                change.originalSource().isPresent()
                        ? change.originalSource().flatMap(entry::originalSource)
                        : old.originalSource(),
                change.pageAfter().isPresent() ? change.pageAfter().flatMap(entry::pageAfter) : old.pageAfter(),
                change.enabled().orElse(old.enabled()),
                old.createdAt());
        if (!entry.refusals.isEmpty()) {
            throw new LinkRefusedException(Reason.INVALID, entry.refusals);
        }
        return changed;
    }

    private String title(String title) {
        if (title.isEmpty()
                || title.length() > TITLE_LIMIT
                || title.codePoints().anyMatch(Character::isISOControl)) {
            refuse(
                    "title",
                    "Enter a title of 1 to %d characters on one line (%d were entered)."
                            .formatted(TITLE_LIMIT, title.length()));
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
