package musubi.link;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.system.Cookies;
import musubi.system.MasterKey;
import musubi.system.PublicAddress;
import musubi.system.Seal;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores attempts to log in, each in a cookie of the browser it was started in: encrypted, authenticated, and bound to the connection and
 * to the cookie's name. Nothing is stored on the server, so that starting an attempt costs nothing.
 */
@Component
class AttemptCookies {

    /** How long an attempt is valid; LINE's code is valid for as long. */
    static final Duration TTL = Duration.ofMinutes(10);

    private static final String PREFIX = "musubi_link_";
    private static final Pattern STATE = Pattern.compile("[0-9a-f]{64}(" + Links.ID + ")?");
    private static final int NAME_CHARACTERS = 12;
    private static final int RANDOM_BYTES = 32;
    /** Most open attempts in one browser; more cookies could exceed the limit of a request's headers. */
    private static final int MAX_ATTEMPTS = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Seal seal;
    private final PublicAddress address;
    private final Cookies cookies;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AttemptCookies(MasterKey masterKey, PublicAddress address, Cookies cookies, Clock clock) {
        this.seal = Seal.of(masterKey, "musubi/link/attempt");
        this.address = address;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Starts an attempt. */
    Attempt begin(UUID connectionId, Optional<String> linkId, boolean email, Optional<String> language) {
        return new Attempt(
                random() + linkId.orElse(""),
                random(),
                random(),
                linkId.orElse(null),
                address.of("/link/" + connectionId + "/callback"),
                email,
                language.orElse(null),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private String random() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The cookies that store an attempt in the browser and remove the oldest ones there. */
    List<ResponseCookie> keep(UUID connectionId, Attempt attempt, HttpServletRequest request) {
        var name = name(attempt.state());
        var sealed = seal.close(JSON.writeValueAsBytes(attempt), bound(connectionId, name));
        return Stream.concat(dropped(connectionId, request), Stream.of(cookie(name, sealed, TTL)))
                .toList();
    }

    private Stream<ResponseCookie> dropped(UUID connectionId, HttpServletRequest request) {
        return cookies.startingWith(PREFIX, request)
                .sorted(Comparator.comparing((Cookie cookie) -> age(connectionId, cookie)))
                .skip(MAX_ATTEMPTS - 1L)
                .map(cookie -> cookie(plain(cookie), "", Duration.ZERO));
    }

    /** Attempts of other connections and cookies that cannot be read count as the oldest. */
    private Duration age(UUID connectionId, Cookie cookie) {
        return unsealed(connectionId, cookie)
                .map(attempt -> Duration.between(attempt.startedAt(), clock.instant()))
                .orElse(TTL);
    }

    /** The attempt with that state, if it was started in this browser, for this connection, within {@link #TTL}. */
    Optional<Attempt> find(UUID connectionId, String state, HttpServletRequest request) {
        if (!STATE.matcher(state).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return cookies.startingWith(name(state), request)
                .flatMap(cookie -> unsealed(connectionId, cookie).stream())
                .filter(attempt -> MessageDigest.isEqual(
                        attempt.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8)))
                .filter(attempt -> attempt.startedAt().plus(TTL).isAfter(now)
                        && !attempt.startedAt().isAfter(now.plusSeconds(60)))
                .findFirst();
    }

    /** The cookie that removes the attempt with that state from the browser; empty when it is no state of ours. */
    Optional<ResponseCookie> drop(String state) {
        return STATE.matcher(state).matches() ? Optional.of(cookie(name(state), "", Duration.ZERO)) : Optional.empty();
    }

    private Optional<Attempt> unsealed(UUID connectionId, Cookie cookie) {
        try {
            return seal.open(cookie.getValue(), bound(connectionId, plain(cookie)))
                    .map(bytes -> JSON.readValue(bytes, Attempt.class));
        } catch (JacksonException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    private ResponseCookie cookie(String name, String value, Duration life) {
        var base = address.base().getRawPath();
        return cookies.of(name, value, (base == null ? "" : base) + "/link")
                .maxAge(life)
                .build();
    }

    private String plain(Cookie cookie) {
        return cookie.getName().substring(cookies.name("").length());
    }

    private static String name(String state) {
        return PREFIX + state.substring(0, NAME_CHARACTERS);
    }

    private static String bound(UUID connectionId, String name) {
        return connectionId + "/" + name;
    }
}
