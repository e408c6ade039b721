package musubi.console.layout;

/**
 * A page that can be gone to. A bean of this type makes it appear in the rail, as a tab beside others of its area, and
 * wherever other pages lead there; without one nothing does.
 *
 * @param area several places of one area are tabs
 * @param order among the tabs
 * @param path where it is; {@code {id}} stands for the current connection
 * @param words key of what the tab is called; the rail takes {@code console.area.…}
 */
public record NavItem(Section area, int order, String path, String words) {

    private static final String CONNECTION = "{id}";

    boolean needsConnection() {
        return path.contains(CONNECTION);
    }

    String address(String connectionId) {
        return path.replace(CONNECTION, connectionId);
    }
}
