package musubi.user.feature;

/**
 * A section of the console.
 *
 * @param code of its icon {@code #icon-…} and its name {@code console.section.…}
 * @param order in the main menu, the lowest first; 0: not in the menu
 */
public record Section(String code, int order) {

    /** A section that other pages lead to. */
    public static Section outsideTheMenu(String code) {
        return new Section(code, 0);
    }

    public boolean inMenu() {
        return order > 0;
    }
}
