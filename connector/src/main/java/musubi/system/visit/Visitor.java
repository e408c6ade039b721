package musubi.system.visit;

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
 * @param machine whether it is not a person: a chat app that fetches a preview, a search engine, a browser that prefetches
 * @param chosen the language that was asked for by {@code ?lang}
 * @param language of the answer: the chosen one, else the browser's, else Japanese
 */
public record Visitor(boolean machine, Optional<String> chosen, Locale language) {

    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    /**
     * The user agent of LINE's preview is {@code facebookexternalhit/1.1;line-poker/1.0}. The browser inside LINE's app sends {@code
     * Line/…} and is used by a person; so is a phone by CUBOT.
     */
    private static final Pattern FETCHER = Pattern.compile(
            "line-poker|facebookexternalhit|(?<!cu)bot\\b|crawler|spider|slurp|preview|slack-imgproxy|whatsapp/|skypeuri"
                    + "|embedly|bitlybot",
            Pattern.CASE_INSENSITIVE);

    /** What people start by hand, and libraries of programs. */
    private static final Pattern TOOL =
            Pattern.compile("curl/|wget/|python-|go-http-client|java/|okhttp", Pattern.CASE_INSENSITIVE);

    /**
     * The visitor who sends a request.
     *
     * @param remembered the language that was chosen on an earlier page
     */
    public static Visitor of(HttpServletRequest request, Optional<String> remembered) {
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
        return isFetcher(request) || isOf(TOOL, request);
    }

    /**
     * Whether nobody is about to see what the address leads to: a chat app fetches a preview, a search engine looks around, a browser
     * fetches in advance, or somebody asks for the head alone.
     */
    public static boolean isFetcher(HttpServletRequest request) {
        return request.getMethod().equals("HEAD")
                || isOf(FETCHER, request)
                || isInAdvance(request.getHeader("Sec-Purpose"))
                || isInAdvance(request.getHeader("Purpose"))
                || isInAdvance(request.getHeader("X-Purpose"))
                || isInAdvance(request.getHeader("X-Moz"));
    }

    private static boolean isOf(Pattern agents, HttpServletRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent != null && agents.matcher(agent).find();
    }

    private static boolean isInAdvance(@Nullable String purpose) {
        return purpose != null && (purpose.contains("prefetch") || purpose.contains("preview"));
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
}
