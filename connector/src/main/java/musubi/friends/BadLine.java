package musubi.friends;

/**
 * A line of a file that holds no LINE user id.
 *
 * @param number the first line is 1
 * @param reason why, in a few words
 */
public record BadLine(long number, String reason) {

    private static final String EMPTY = "is empty";
    private static final String TOO_SHORT = "has no column";

    /** What is the matter with it, for those who tell it in other words. */
    public enum Kind {
        EMPTY,
        /** It ends before the column with the ids. */
        TOO_SHORT,
        /** What stands there is something else. */
        NO_ID
    }

    static BadLine empty(long number) {
        return new BadLine(number, EMPTY);
    }

    static BadLine tooShort(long number, int column) {
        return new BadLine(number, "%s %d".formatted(TOO_SHORT, column));
    }

    static BadLine noId(long number, int characters) {
        return new BadLine(
                number, "is no LINE user id: %d characters (expected: U and 32 digits 0-9, a-f)".formatted(characters));
    }

    /** What is the matter with it. */
    public Kind kind() {
        if (reason.equals(EMPTY)) {
            return Kind.EMPTY;
        }
        return reason.startsWith(TOO_SHORT) ? Kind.TOO_SHORT : Kind.NO_ID;
    }
}
