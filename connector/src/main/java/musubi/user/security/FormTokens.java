package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import musubi.system.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * The CSRF tokens, which prove that a form was sent from a page of ours. The token of a person who is signed in is stored in the session.
 * Before sign-in nothing is stored on the server: the token is in an encrypted cookie of the browser, and the form has to carry the same
 * one. Pages without a form and requests other than GET set no cookie.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP:
 *     signed double-submit cookie</a>
 */
@Component
public class FormTokens implements CsrfTokenRepository {

    public static final String COOKIE = "musubi-forms";

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final HttpSessionCsrfTokenRepository sessions = new HttpSessionCsrfTokenRepository();
    private final Seal seal;
    private final Cookies cookies;

    FormTokens(MasterKey masterKey, Cookies cookies) {
        this.seal = Seal.of(masterKey, "musubi/user/forms");
        this.cookies = cookies;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(SecretToken.random());
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            sessions.saveToken(token, request, response);
        } else if (token == null) {
            cookie(request).ifPresent(_ -> set(response, "", Duration.ZERO));
        } else if (request.getMethod().equals("GET")) {
            set(
                    response,
                    seal.close(token.getToken().getBytes(StandardCharsets.UTF_8), COOKIE),
                    Duration.ofSeconds(-1));
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        if (request.getSession(false) != null) {
            return sessions.loadToken(request);
        }
        return cookie(request)
                .flatMap(cookie -> seal.open(cookie, COOKIE))
                .map(bytes -> token(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(null);
    }

    private Optional<String> cookie(HttpServletRequest request) {
        return cookies.value(COOKIE, request);
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }

    /** SameSite=Lax: who comes by a link from another site still uses the token of their other tabs. */
    private void set(HttpServletResponse response, String value, Duration maxAge) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookies.of(COOKIE, value, "/").maxAge(maxAge).build().toString());
    }
}
