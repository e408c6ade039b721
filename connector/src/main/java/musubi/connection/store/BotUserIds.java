package musubi.connection.store;

import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Converts an account's own LINE user id ({@code U} and 32 hexadecimal digits) to the 16 bytes that are stored, and back. */
public final class BotUserIds {

    private static final Pattern FORMAT = Pattern.compile("U[0-9a-f]{32}");

    private BotUserIds() {}

    /** Whether the text has the format of a LINE user id. */
    public static boolean isValid(String text) {
        return FORMAT.matcher(text).matches();
    }

    static UUID bytes(String text) {
        return new UUID(HexFormat.fromHexDigitsToLong(text, 1, 17), HexFormat.fromHexDigitsToLong(text, 17, 33));
    }

    static String text(UUID bytes) {
        return "U%016x%016x".formatted(bytes.getMostSignificantBits(), bytes.getLeastSignificantBits());
    }
}
