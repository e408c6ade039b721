package musubi.user.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import musubi.system.Cookies;
import org.springframework.http.HttpHeaders;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/** The cookie of a session, named and set as {@link Cookies} does all of ours; it ends with the browser. */
@Component
final class SessionCookie implements HttpSessionIdResolver {

    static final String NAME = "musubi-session";

    private final Cookies cookies;
    private final SessionTokens tokens;

    SessionCookie(Cookies cookies, SessionTokens tokens) {
        this.cookies = cookies;
        this.tokens = tokens;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        return cookies.value(NAME, request).filter(tokens::isOurs).stream().toList();
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String token) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookies.of(NAME, token, "/").build().toString());
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookies.of(NAME, "", "/").maxAge(Duration.ZERO).build().toString());
    }
}
