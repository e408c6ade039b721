package musubi.system.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names the content type of an unexpected answer, safe for logs and pages. */
public final class ContentType {

    private static final Pattern NAME = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");

    private ContentType() {}

    /**
     * The type alone, such as {@code text/html}.
     *
     * @param header {@code Content-Type}, not trusted
     * @return {@code no content type} when there is none or it is malformed
     */
    public static String name(Optional<String> header) {
        return header.map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> NAME.matcher(value).matches())
                .orElse("no content type");
    }
}
