package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Channel access tokens. https://developers.line.biz/en/docs/basics/channel-access-token/ */
final class AccessTokens {

    private static final int SHORT_LIVED_AT_MOST = 30;

    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Map<Channel, Deque<String>> shortLived = new HashMap<>();

    enum Kind {
        LONG_LIVED(Duration.ofDays(36_500)),
        SHORT_LIVED(Duration.ofDays(30)),
        STATELESS(Duration.ofMinutes(15));

        final Duration life;

        Kind(Duration life) {
            this.life = life;
        }
    }

    record Token(Channel channel, Kind kind, Instant until) {}

    AccessTokens(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String token, Channel channel, Kind kind) {
        tokens.put(token, new Token(channel, kind, clock.instant().plus(kind.life)));
        if (kind == Kind.SHORT_LIVED) {
            var issued = shortLived.computeIfAbsent(channel, any -> new ArrayDeque<>());
            issued.add(token);
            if (issued.size() > SHORT_LIVED_AT_MOST) {
                tokens.remove(issued.remove());
            }
        }
    }

    /** A token that is neither expired nor revoked. */
    Optional<Token> find(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(known -> clock.instant().isBefore(known.until()));
    }

    /** Stateless tokens cannot be revoked; an unknown token is no error. */
    synchronized void revoke(String token) {
        var known = tokens.get(token);
        if (known != null && known.kind() != Kind.STATELESS) {
            tokens.remove(token);
            shortLived.getOrDefault(known.channel(), new ArrayDeque<>()).remove(token);
        }
    }

    synchronized void revokeAll(Channel channel) {
        tokens.values().removeIf(token -> token.channel() == channel);
        shortLived.remove(channel);
    }
}
