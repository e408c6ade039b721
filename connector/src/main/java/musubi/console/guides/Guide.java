package musubi.console.guides;

import java.util.List;
import musubi.user.Language;

/**
 * A guide to show.
 *
 * @param name of its file, without {@code .md}
 * @param language that it is written in
 * @param title its first heading, as text
 * @param sections its headings of the second level
 * @param html the rest, safe to be shown as it is
 */
record Guide(String name, Language language, String title, List<Section> sections, String html) {

    /**
     * A heading of the second level.
     *
     * @param anchor its id within the page
     */
    record Section(String anchor, String title) {}
}
