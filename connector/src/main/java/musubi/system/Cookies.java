package musubi.system;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The one place that names our cookies. Where the public address is https they go over encrypted connections only, and
 * their names begin with {@code __Host-}: browsers then take them from this host alone, for all its paths, and neither
 * another host of the domain nor a page without encryption can set one.
 *
 * @see <a href="https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-__host-prefix">RFC 6265bis,
 *     4.1.3.2: the prefix wants Secure, the path "/" and no domain</a>
 */
@Component
public class Cookies {

    private static final String HOST = "__Host-";

    private final PublicAddress address;

    Cookies(PublicAddress address) {
        this.address = address;
    }

    /** Whether the public address is https. */
    public boolean secure() {
        return address.isEncrypted();
    }

    /** The name that browsers know it by. */
    public String name(String plain) {
        return secure() ? HOST + plain : plain;
    }

    /**
     * A cookie to send: not for scripts, not with requests from other sites but links that are followed.
     *
     * @param path where the browser sends it; counts without https only, since the prefix wants "/"
     */
    public ResponseCookie.ResponseCookieBuilder of(String plain, String value, String path) {
        return ResponseCookie.from(name(plain), value)
                .httpOnly(true)
                .secure(secure())
                .sameSite("Lax")
                .path(secure() ? "/" : path);
    }

    /** All that a browser sent whose plain names begin like that. */
    public Stream<Cookie> startingWith(String plain, HttpServletRequest request) {
        return request.getCookies() == null
                ? Stream.of()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().startsWith(name(plain)));
    }

    /** What a browser sent as the cookie of that plain name. */
    public Optional<String> value(String plain, HttpServletRequest request) {
        return startingWith(plain, request)
                .filter(cookie -> cookie.getName().equals(name(plain)))
                .map(Cookie::getValue)
                .findFirst();
    }
}
