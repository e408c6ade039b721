package musubi.link;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Who opens a page of ours.
 *
 * @param machine no person: a chat app that looks for a preview, a search engine, a browser that fetches ahead
 * @param chosen the language asked for by {@code ?lang}
 * @param language the one to answer in: the chosen one, else the browser's, else Japanese
 */
record Visitor(boolean machine, Optional<String> chosen, Locale language) {

    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    /**
     * LINE's preview calls itself {@code facebookexternalhit/1.1;line-poker/1.0}. The browser inside LINE's app says {@code
     * Line/…} and is a person, as is who has a telephone of the make CUBOT.
     */
    private static final Pattern MACHINE = Pattern.compile(
            "line-poker|facebookexternalhit|(?<!cu)bot\\b|crawler|spider|slurp|preview|slack-imgproxy|whatsapp/|skypeuri"
                    + "|embedly|bitlybot|curl/|wget/|python-|go-http-client|java/|okhttp",
            Pattern.CASE_INSENSITIVE);

    /** From the request; {@code remembered} is what was chosen when the way began. */
    static Visitor of(HttpServletRequest request, Optional<String> remembered) {
        var chosen = Optional.ofNullable(request.getParameter("lang"))
                .filter(tag -> LANGUAGES.contains(Locale.forLanguageTag(tag)))
                .or(() -> remembered);
        return new Visitor(
                isMachine(request),
                chosen,
                chosen.map(Locale::forLanguageTag)
                        .or(() -> accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))
                        .orElse(Locale.JAPANESE));
    }

    private static boolean isMachine(HttpServletRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.getMethod().equals("HEAD")
                || (agent != null && MACHINE.matcher(agent).find())
                || ahead(request.getHeader("Sec-Purpose"))
                || ahead(request.getHeader("Purpose"));
    }

    private static boolean ahead(@Nullable String purpose) {
        return purpose != null && purpose.contains("prefetch");
    }

    private static Optional<Locale> accepted(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The BCP 47 tag of LINE's own pages. */
    String lineLocale() {
        return language.equals(Locale.JAPANESE) ? "ja-JP" : "en-US";
    }
}
