package musubi.user;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import musubi.system.MasterKey;
import musubi.system.PublicAddress;
import musubi.system.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The tokens that show that a form is from a page of ours. Of a person who is signed in the token is kept in the session.
 * Before signing in nothing is kept here: the browser keeps the token in a cookie, sealed, and the form has to carry the
 * same. A page without a form sets no cookie, nor does anything that is sent here.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP:
 *     signed double-submit cookie</a>
 */
@Component
class FormTokens implements CsrfTokenRepository {

    static final String COOKIE = "musubi-forms";

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final HttpSessionCsrfTokenRepository sessions = new HttpSessionCsrfTokenRepository();
    private final Seal seal;
    private final PublicAddress address;

    FormTokens(MasterKey masterKey, PublicAddress address) {
        this.seal = Seal.of(masterKey, "musubi/user/forms");
        this.address = address;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(Tokens.fresh());
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (request.getSession(false) != null) {
            sessions.saveToken(token, request, response);
        } else if (token == null) {
            kept(request).ifPresent(_ -> set(response, "", Duration.ZERO));
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
        return kept(request)
                .flatMap(cookie -> seal.open(cookie.getValue(), COOKIE))
                .map(bytes -> token(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(null);
    }

    private static Optional<Cookie> kept(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE));
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }

    /** Lax: who comes by a link from elsewhere keeps the token that other tabs have. */
    private void set(HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/")
                        .httpOnly(true)
                        .secure("https".equals(address.base().getScheme()))
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
