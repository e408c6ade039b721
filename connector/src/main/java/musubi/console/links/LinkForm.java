package musubi.console.links;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import musubi.link.Link;
import musubi.link.LinkChange;
import musubi.link.LinkRefusedException;
import musubi.link.OriginalSource;

/**
 * The fields of a custom link, as a person entered them.
 *
 * @param refused key of why, by field
 */
record LinkForm(String title, String originalSource, String pageAfter, boolean enabled, Map<String, String> refused) {

    static LinkForm empty() {
        return new LinkForm("", "", "", true, Map.of());
    }

    static LinkForm of(Link link) {
        return new LinkForm(
                link.title(),
                link.originalSource().map(Enum::name).orElse(""),
                link.pageAfter().map(Object::toString).orElse(""),
                link.enabled(),
                Map.of());
    }

    /** The same of another link that is to work at once. */
    LinkForm copied(String newTitle) {
        return new LinkForm(newTitle, originalSource, pageAfter, true, refused);
    }

    LinkForm refused(LinkRefusedException why) {
        return new LinkForm(
                title,
                originalSource,
                pageAfter,
                enabled,
                why.refusals().stream()
                        .collect(Collectors.toMap(
                                LinkRefusedException.Refusal::field,
                                refusal -> "links.refused." + refusal.field(),
                                (one, other) -> one)));
    }

    LinkChange change() {
        return new LinkChange(
                Optional.of(title), Optional.of(originalSource), Optional.of(pageAfter), Optional.of(enabled));
    }

    /** The choices for the original source. */
    public List<String> sources() {
        return Arrays.stream(OriginalSource.values()).map(Enum::name).toList();
    }

    /** The message key of why that field is refused; empty when it is not. */
    public String refusal(String field) {
        return refused.getOrDefault(field, "");
    }
}
