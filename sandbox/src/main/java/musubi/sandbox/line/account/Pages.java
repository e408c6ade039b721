package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Continuation tokens: opaque, valid for 24 hours and for the list they were issued for. */
public final class Pages {

    private static final Duration TTL = Duration.ofHours(24);

    private final Clock clock;
    private final Ids ids;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String list, int place, Instant until) {}

    Pages(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    public String next(String list, int place) {
        var token = ids.letters(48);
        tokens.put(token, new Token(list, place, clock.instant().plus(TTL)));
        return token;
    }

    /** The index at which the list continues; empty when the token is unknown or expired. */
    public OptionalInt place(String list, String token) {
        var known = tokens.get(token);
        return known != null && known.list().equals(list) && clock.instant().isBefore(known.until())
                ? OptionalInt.of(known.place())
                : OptionalInt.empty();
    }
}
