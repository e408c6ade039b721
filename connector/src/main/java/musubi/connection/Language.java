package musubi.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The language in which messages of a connection show dates, numbers and choices. */
public enum Language {
    JA,
    EN;

    /** That of a portal: Japanese where it is one, see {@link Connection#japanese}. */
    public static Language ofPortal(boolean japanese) {
        return japanese ? JA : EN;
    }

    /** {@code ja} or {@code en}. */
    @JsonValue
    public String code() {
        return locale().getLanguage();
    }

    public Locale locale() {
        return switch (this) {
            case JA -> Locale.JAPAN;
            case EN -> Locale.ENGLISH;
        };
    }
}
