package musubi.user;

import java.util.Locale;
import java.util.Optional;

/** What the console speaks. */
public enum Language {
    JA,
    EN;

    /** {@code ja} or {@code en}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.forLanguageTag(code());
    }

    /** The one of that code; empty when it is none of ours. */
    public static Optional<Language> of(String code) {
        return switch (code) {
            case "ja" -> Optional.of(JA);
            case "en" -> Optional.of(EN);
            default -> Optional.empty();
        };
    }
}
