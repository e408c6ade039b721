package musubi.user.feature;

/**
 * A page that the navigation leads to: from the main menu, as a tab beside the others of its section, and from other
 * pages that name its section.
 *
 * @param order among the pages of its section, the lowest first; the menu leads to the first
 * @param path within the application; {@code {id}} stands for the current connection
 * @param title message key of the tab; the menu takes {@code console.section.…}
 */
public record NavItem(Section section, int order, String path, String title) {

    private static final String CONNECTION = "{id}";

    /** Whether there is such a page only where there is a connection. */
    public boolean needsConnection() {
        return path.contains(CONNECTION);
    }

    /** The path for a connection. */
    public String address(String connectionId) {
        return path.replace(CONNECTION, connectionId);
    }
}
