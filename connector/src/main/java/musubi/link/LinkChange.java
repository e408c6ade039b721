package musubi.link;

import java.util.Optional;

/**
 * What a person enters of a custom link. What is not there stays as it is, or is as usual in a new one; there but empty it
 * is taken away.
 */
public record LinkChange(
        Optional<String> title,
        Optional<String> originalSource,
        Optional<String> pageAfter,
        Optional<Boolean> enabled) {

    /** Takes away the blanks that come along with copying. */
    public LinkChange {
        title = title.map(String::strip);
        originalSource = originalSource.map(String::strip);
        pageAfter = pageAfter.map(String::strip);
    }
}
