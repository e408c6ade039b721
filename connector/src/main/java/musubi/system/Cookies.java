package musubi.system;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Names and builds all cookies of Musubi. When the public address is https, cookies are sent over encrypted connections only, and their
 * names begin with {@code __Host-}: browsers then accept them only from this host, so that neither another host of the domain nor a page
 * without encryption can set one.
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

    /** The name of a cookie in the browser. */
    public String name(String plain) {
        return secure() ? HOST + plain : plain;
    }

    /**
     * Builds a cookie that scripts cannot read, with {@code SameSite=Lax}.
     *
     * @param path to which the browser sends it; ignored with https, where the prefix requires "/"
     */
    public ResponseCookie.ResponseCookieBuilder of(String plain, String value, String path) {
        return ResponseCookie.from(name(plain), value)
                .httpOnly(true)
                .secure(secure())
                .sameSite("Lax")
                .path(secure() ? "/" : path);
    }

    /** The cookies of a request whose plain names begin with that. */
    public Stream<Cookie> startingWith(String plain, HttpServletRequest request) {
        return request.getCookies() == null
                ? Stream.of()
                : Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().startsWith(name(plain)));
    }

    /** The value of the cookie with that plain name. */
    public Optional<String> value(String plain, HttpServletRequest request) {
        return startingWith(plain, request)
                .filter(cookie -> cookie.getName().equals(name(plain)))
                .map(Cookie::getValue)
                .findFirst();
    }
}
