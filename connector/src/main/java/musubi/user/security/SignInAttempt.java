package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Where an attempt to sign in by a password comes from.
 *
 * @param address of the client, as far as proxies are trusted
 * @param browser by {@link KnownBrowsers#find}; empty for strangers
 */
record SignInAttempt(String address, Optional<String> browser) {

    static SignInAttempt of(String email, HttpServletRequest request, KnownBrowsers browsers) {
        return new SignInAttempt(request.getRemoteAddr(), browsers.find(email, request));
    }
}
