package musubi.user.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import musubi.system.PublicAddress;
import musubi.system.Seal;
import musubi.user.WantedPage;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores attempts to sign in by OpenID Connect, at most one for each browser, in an encrypted cookie. Nothing is stored on the server, so
 * that starting an attempt costs nothing.
 */
@Component
public class OidcAttempts {

    static final String COOKIE = "musubi-oidc";

    /** How long an attempt is valid. */
    static final Duration TTL = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Seal seal;
    private final PublicAddress address;
    private final Cookies cookies;
    private final Clock clock;

    /**
     * An attempt to sign in.
     *
     * @param wanted the page to open after sign-in, sealed by {@link WantedPage}; may be empty
     */
    public record Attempt(
            String state, String nonce, String verifier, String redirectUri, String wanted, Instant startedAt) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Attempt[]";
        }
    }

    OidcAttempts(MasterKey masterKey, PublicAddress address, Cookies cookies, Clock clock) {
        this.seal = Seal.of(masterKey, "musubi/user/oidc-attempt");
        this.address = address;
        this.cookies = cookies;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Stores an attempt; replaces an earlier one in the browser. */
    public void keep(Attempt attempt, HttpServletResponse response) {
        set(response, seal.close(JSON.writeValueAsBytes(attempt), COOKIE), TTL);
    }

    /** The attempt with that state, if it was started in this browser within {@link #TTL}. The browser then drops it. */
    public Optional<Attempt> take(String state, HttpServletRequest request, HttpServletResponse response) {
        var now = now();
        var found = cookies.value(COOKIE, request)
                .flatMap(cookie -> seal.open(cookie, COOKIE))
                .flatMap(OidcAttempts::read)
                .filter(attempt -> MessageDigest.isEqual(
                        attempt.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8)))
                .filter(attempt -> attempt.startedAt().plus(TTL).isAfter(now)
                        && !attempt.startedAt().isAfter(now.plusSeconds(60)));
        found.ifPresent(_ -> set(response, "", Duration.ZERO));
        return found;
    }

    private static Optional<Attempt> read(byte[] json) {
        try {
            return Optional.of(JSON.readValue(json, Attempt.class));
        } catch (JacksonException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    /** SameSite=Lax, since the provider redirects the browser back here. */
    private void set(HttpServletResponse response, String value, Duration maxAge) {
        var path = Optional.ofNullable(address.base().getRawPath()).orElse("") + "/login/oidc";
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                cookies.of(COOKIE, value, path).maxAge(maxAge).build().toString());
    }
}
