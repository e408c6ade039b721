package musubi.system.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kind of answer something is that was not expected, in words that are safe to log and to show. */
public final class ContentType {

    private static final Pattern NAME = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");

    private ContentType() {}

    /**
     * The type alone, such as {@code text/html}.
     *
     * @param header {@code Content-Type} as it came; anybody may have written it
     * @return {@code no content type} where there is none, or it is no such thing
     */
    public static String name(Optional<String> header) {
        return header.map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> NAME.matcher(value).matches())
                .orElse("no content type");
    }
}
