package musubi.user.feature;

import java.util.Comparator;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Says which guide helps on a page.
 *
 * @param pages pattern of their paths
 * @param guide its name, and {@code #} and an anchor where the pages are about a part of it
 */
public record GuideLink(PathPattern pages, String guide) {

    /** The most specific first. */
    public static final Comparator<GuideLink> MOST_SPECIFIC_FIRST = Comparator.comparing(GuideLink::pages);

    /** Its address within the application. */
    public String address() {
        return "/guides/" + guide;
    }
}
