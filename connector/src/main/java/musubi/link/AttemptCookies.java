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
 * Attempts, each in a cookie of its own in the browser it was started in: encrypted, authenticated, and bound to its
 * connection and name. Nothing of them is kept here, so starting costs nothing.
 */
@Component
class AttemptCookies {

    /** An attempt is good for so long; LINE's code is, too. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String PREFIX = "musubi_link_";
    private static final Pattern STATE = Pattern.compile("[0-9a-f]{64}(" + Links.ID + ")?");
    private static final int NAMED_BY = 12;
    private static final int RANDOM_BYTES = 32;
    /** More open attempts than these in one browser are nobody's; unbounded they would outgrow the request's head. */
    private static final int SIDE_BY_SIDE = 5;

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

    /** A new one. */
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

    /** What the browser is to keep for an attempt, and which older ones it is to drop. */
    List<ResponseCookie> keep(UUID connectionId, Attempt attempt, HttpServletRequest request) {
        var name = name(attempt.state());
        var sealed = seal.close(JSON.writeValueAsBytes(attempt), bound(connectionId, name));
        return Stream.concat(dropped(connectionId, request), Stream.of(cookie(name, sealed, LIFE)))
                .toList();
    }

    private Stream<ResponseCookie> dropped(UUID connectionId, HttpServletRequest request) {
        return cookies.startingWith(PREFIX, request)
                .sorted(Comparator.comparing((Cookie cookie) -> age(connectionId, cookie)))
                .skip(SIDE_BY_SIDE - 1L)
                .map(cookie -> cookie(plain(cookie), "", Duration.ZERO));
    }

    /** Those of other connections, and what is no attempt, count as the oldest. */
    private Duration age(UUID connectionId, Cookie cookie) {
        return unsealed(connectionId, cookie)
                .map(attempt -> Duration.between(attempt.startedAt(), clock.instant()))
                .orElse(LIFE);
    }

    /** The attempt that a state belongs to, when it was started in this browser, for this connection, and lately. */
    Optional<Attempt> find(UUID connectionId, String state, HttpServletRequest request) {
        if (!STATE.matcher(state).matches()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return cookies.startingWith(name(state), request)
                .flatMap(cookie -> unsealed(connectionId, cookie).stream())
                .filter(attempt -> MessageDigest.isEqual(
                        attempt.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8)))
                .filter(attempt -> attempt.startedAt().plus(LIFE).isAfter(now)
                        && !attempt.startedAt().isAfter(now.plusSeconds(60)))
                .findFirst();
    }

    /** Makes the browser drop the attempt of a state, whatever it is. */
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
        return PREFIX + state.substring(0, NAMED_BY);
    }

    private static String bound(UUID connectionId, String name) {
        return connectionId + "/" + name;
    }
}
