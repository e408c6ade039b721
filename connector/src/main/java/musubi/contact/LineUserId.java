package musubi.contact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person on LINE, as one provider knows them: {@code U} and 32 lower-case hexadecimal digits.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/getting-user-ids/">Get user IDs</a>
 */
public record LineUserId(String value) implements Comparable<LineUserId> {

    private static final Pattern SHAPE = Pattern.compile("U[0-9a-f]{32}");

    /** @throws IllegalArgumentException when the value has another shape; the value is not in the message */
    public LineUserId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "not a LINE user id: %d characters (expected: U and 32 lower-case hexadecimal digits)"
                            .formatted(value.length()));
        }
    }

    /** The id, or empty when the value has another shape. */
    public static Optional<LineUserId> parse(String value) {
        return isValid(value) ? Optional.of(new LineUserId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return SHAPE.matcher(value).matches();
    }

    /** The address a contact gets until a real one is known, in lower case as HubSpot keeps it. */
    public String placeholderEmail() {
        return value.toLowerCase(Locale.ROOT) + "@line.me";
    }

    /** Whether the address is this very friend's placeholder, in whatever case. */
    public boolean isPlaceholder(String email) {
        return email.equalsIgnoreCase(placeholderEmail());
    }

    @Override
    public int compareTo(LineUserId other) {
        return value.compareTo(other.value);
    }

    /** Leaves out the id, which must not appear in a log. */
    @Override
    public String toString() {
        return "LineUserId[…]";
    }
}
