package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * From where somebody tries to sign in by a password.
 *
 * @param address the client's, as far as proxies are trusted
 * @param browser what tells a browser apart that the account is known in
 */
record SignInAttempt(String address, Optional<String> browser) {

    static SignInAttempt of(String email, HttpServletRequest request, KnownBrowsers browsers) {
        return new SignInAttempt(request.getRemoteAddr(), browsers.find(email, request));
    }
}
