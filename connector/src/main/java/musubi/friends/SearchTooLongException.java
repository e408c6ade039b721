package musubi.friends;

/** A text that is looked for is longer than {@value FriendQuery#LONGEST} characters: HubSpot would refuse the search, now and later. */
public final class SearchTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int length;

    SearchTooLongException(int length) {
        super("the text is too long: %d characters".formatted(length));
        this.length = length;
    }

    /** Of the text, in characters. */
    public int length() {
        return length;
    }
}
