package musubi.connection;

import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** An account's own LINE user id ({@code U} and 32 hexadecimal digits) as the 16 bytes that are kept of it. */
final class BotUserIds {

    private static final Pattern SHAPE = Pattern.compile("U[0-9a-f]{32}");

    private BotUserIds() {}

    static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }

    static UUID bytes(String text) {
        return new UUID(HexFormat.fromHexDigitsToLong(text, 1, 17), HexFormat.fromHexDigitsToLong(text, 17, 33));
    }

    static String text(UUID bytes) {
        return "U%016x%016x".formatted(bytes.getMostSignificantBits(), bytes.getLeastSignificantBits());
    }
}
