package musubi.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import musubi.console.layout.ConsolePage;
import musubi.user.Language;
import musubi.user.LoginWays;
import musubi.user.OidcLogin;
import musubi.user.OidcRefusedException;
import musubi.user.SignIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** To the OpenID Connect provider and back. Each answer is a redirect. */
@ConsolePage
class OidcPages {

    private final LoginWays ways;
    private final OidcLogin oidc;
    private final SignIn signIn;

    OidcPages(LoginWays ways, OidcLogin oidc, SignIn signIn) {
        this.ways = ways;
        this.oidc = oidc;
        this.signIn = signIn;
    }

    @GetMapping("/login/oidc")
    ResponseEntity<Void> begin(Locale locale, HttpServletRequest request, HttpServletResponse response) {
        return lead(request, () -> oidc.begin(language(locale), request, response));
    }

    @GetMapping("/login/oidc/callback")
    ResponseEntity<Void> finish(Locale locale, HttpServletRequest request, HttpServletResponse response) {
        return lead(request, () -> {
            var arrived = oidc.finish(language(locale), request, response);
            signIn.signIn(arrived.person(), request, response);
            return arrived.next();
        });
    }

    private ResponseEntity<Void> lead(HttpServletRequest request, Supplier<URI> way) {
        if (ways.provider().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (request.getMethod().equals("HEAD")) {
            // a preview follows no redirect: an answer of the provider works once
            return ResponseEntity.ok().build();
        }
        try {
            return to(way.get());
        } catch (OidcRefusedException refused) {
            return to(URI.create(request.getContextPath() + "/login?oidc=" + refused.reason()));
        }
    }

    private static ResponseEntity<Void> to(URI address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).build();
    }

    private static Language language(Locale locale) {
        return Language.of(locale.getLanguage()).orElse(Language.JA);
    }
}
