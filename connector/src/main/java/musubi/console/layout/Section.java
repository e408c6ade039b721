package musubi.console.layout;

import java.util.Locale;

/** Where in the console a page belongs. */
public enum Section {
    FRIENDS(true),
    LINKS(true),
    IMPORT(true),
    FAILURES(true),
    SETTINGS(true),
    /** The page of one connection. */
    CONNECTION(false),
    /** The way to a new connection. */
    CONNECT(false),
    /** Only with {@code --sandbox}. */
    SANDBOX(true);

    private final boolean inRail;

    Section(boolean inRail) {
        this.inRail = inRail;
    }

    boolean inRail() {
        return inRail;
    }

    /** Of the icon {@code #icon-…} and the words {@code console.area.…}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
