package musubi.system;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** The language of texts in answers to programs: the first of {@code Accept-Language} that there is, English otherwise. */
public final class AnswerLanguage {

    private static final List<String> KNOWN = List.of("ja", "en");

    private AnswerLanguage() {}

    /** Japanese or English. */
    public static Locale of(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .filter(KNOWN::contains)
                .findFirst()
                .map(Locale::of)
                .orElse(Locale.ENGLISH);
    }

    /** Says in the headers of the answer which language it has, and that the request chose it. */
    public static void mark(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, of(request).getLanguage());
        if (!response.getHeaders(HttpHeaders.VARY).contains(HttpHeaders.ACCEPT_LANGUAGE)) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        }
    }
}
