package musubi.system.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.util.HtmlUtils;

/** The page for people who come while there are too many requests. It is cheap: no template, no other file, no database. */
final class BusyPage {

    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    private final MessageSource words;

    BusyPage(MessageSource words) {
        this.words = words;
    }

    /** @param wanted the languages of the browser, the preferred one first; Japanese when Musubi has none of them */
    void send(HttpServletResponse response, int status, Enumeration<Locale> wanted) throws IOException {
        var language = Collections.list(wanted).stream()
                .map(locale -> Locale.of(locale.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.JAPANESE);
        var body = """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex"><title>%s</title></head>
                <body><h1>%2$s</h1><p>%s</p></body></html>
                """.formatted(
                        language.getLanguage(),
                        word("console.busy.title", language),
                        word("console.busy.todo", language))
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String word(String key, Locale language) {
        return HtmlUtils.htmlEscape(words.getMessage(key, null, language));
    }
}
