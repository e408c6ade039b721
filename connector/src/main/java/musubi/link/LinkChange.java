package musubi.link;

import java.util.Optional;

/**
 * A change of a custom link, as a person enters it. A field that is absent stays as it is, or has the default in a new link; a field
 * that is present and blank is cleared.
 */
public record LinkChange(
        Optional<String> title,
        Optional<String> originalSource,
        Optional<String> pageAfter,
        Optional<Boolean> enabled) {

    /** Strips the blanks that often come with pasted text. */
    public LinkChange {
        title = title.map(String::strip);
        originalSource = originalSource.map(String::strip);
        pageAfter = pageAfter.map(String::strip);
    }
}
