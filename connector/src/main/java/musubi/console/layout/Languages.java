package musubi.console.layout;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import musubi.system.Cookies;
import musubi.user.Actor;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a page: {@code ?lang=}, which is remembered, else the person's, else the one remembered by this browser, else the
 * browser's first that we have; Japanese otherwise.
 */
@Component("localeResolver")
class Languages implements LocaleResolver, HandlerInterceptor {

    private static final String PARAMETER = "lang";
    private static final String COOKIE = "musubi-language";

    private final People people;
    private final Cookies cookies;

    Languages(People people, Cookies cookies) {
        this.people = people;
        this.cookies = cookies;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return asked(request)
                .or(() -> Actor.current().flatMap(Actor::person).map(Person::language))
                .or(() -> remembered(request))
                .or(() -> ofBrowser(request))
                .orElse(Language.JA)
                .locale();
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by ?lang=");
    }

    /** Remembers what was asked for: with the person, and in the browser for the pages before signing in. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        asked(request).ifPresent(language -> {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    cookies.of(COOKIE, language.code(), "/")
                            .maxAge(Duration.ofDays(365))
                            .build()
                            .toString());
            Actor.current()
                    .flatMap(Actor::person)
                    .filter(person -> person.language() != language)
                    .ifPresent(person -> people.change(person.id(), language));
        });
        return true;
    }

    /** In the address alone: a body may be a file, which its controller reads itself. */
    private static Optional<Language> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString())
                .flatMap(_ -> Optional.ofNullable(request.getParameter(PARAMETER)))
                .flatMap(Language::of);
    }

    private Optional<Language> remembered(HttpServletRequest request) {
        return cookies.value(COOKIE, request).flatMap(Language::of);
    }

    private static Optional<Language> ofBrowser(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Optional.empty();
        }
        for (var locales = request.getLocales(); locales.hasMoreElements(); ) {
            var language = Language.of(locales.nextElement().getLanguage());
            if (language.isPresent()) {
                return language;
            }
        }
        return Optional.empty();
    }
}
