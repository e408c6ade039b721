package musubi.friends;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A line of a file that holds no LINE user id.
 *
 * @param number the first line is 1
 * @param argument what the kind tells of
 */
public record BadLine(long number, Kind kind, int argument) {

    /** What is the matter with it. The sentences are in the message bundles: {@code imports.bad.<kind>}. */
    public enum Kind {
        EMPTY,
        /** It ends before the column with the ids. Argument: the number of that column, the first is 1. */
        TOO_SHORT,
        /** What stands there is something else. Argument: of how many characters. */
        NO_ID
    }

    public static BadLine empty(long number) {
        return new BadLine(number, Kind.EMPTY, 0);
    }

    public static BadLine tooShort(long number, int column) {
        return new BadLine(number, Kind.TOO_SHORT, column);
    }

    public static BadLine noId(long number, int characters) {
        return new BadLine(number, Kind.NO_ID, characters);
    }

    /** What is the matter with it, in words of the message bundles. */
    public MessageSourceResolvable text() {
        return new DefaultMessageSourceResolvable(
                new String[] {"imports.bad." + kind}, new Object[] {String.valueOf(argument)});
    }
}
