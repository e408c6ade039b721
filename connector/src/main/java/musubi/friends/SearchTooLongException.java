package musubi.friends;

/** The text of a search is longer than {@value FriendQuery#MAX_TEXT} characters: HubSpot would always refuse it. */
public final class SearchTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int length;

    SearchTooLongException(int length) {
        super("the text is too long: %d characters".formatted(length));
        this.length = length;
    }

    /** The length of the text in characters. */
    public int length() {
        return length;
    }
}
