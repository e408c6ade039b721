package musubi.friends;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A line of a file without a LINE user id.
 *
 * @param number of the line; the first line is 1
 * @param argument of the kind; 0 where it has none
 */
public record BadLine(long number, Kind kind, int argument) {

    /** Why it is bad. The texts are in the message bundles: {@code imports.bad.<kind>}. */
    public enum Kind {
        EMPTY,
        /** It ends before the column with the ids. Argument: the number of that column; the first is 1. */
        TOO_SHORT,
        /** The value is not an id. Argument: its length in characters. */
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

    /** Why it is bad, to be resolved by the message bundles. */
    public MessageSourceResolvable message() {
        return new DefaultMessageSourceResolvable(
                new String[] {"imports.bad." + kind}, new Object[] {String.valueOf(argument)});
    }
}
