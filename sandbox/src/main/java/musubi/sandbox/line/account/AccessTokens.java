package musubi.sandbox.line.account;

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
public final class AccessTokens {

    private static final int MAX_SHORT_LIVED = 30;

    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Map<Account, Deque<String>> shortLived = new HashMap<>();

    public enum Kind {
        LONG_LIVED(Duration.ofDays(36_500)),
        SHORT_LIVED(Duration.ofDays(30)),
        STATELESS(Duration.ofMinutes(15));

        public final Duration ttl;

        Kind(Duration ttl) {
            this.ttl = ttl;
        }
    }

    public record Token(Account account, Kind kind, Instant until) {}

    public AccessTokens(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(String token, Account account, Kind kind) {
        tokens.put(token, new Token(account, kind, clock.instant().plus(kind.ttl)));
        if (kind == Kind.SHORT_LIVED) {
            var issued = shortLived.computeIfAbsent(account, any -> new ArrayDeque<>());
            issued.add(token);
            if (issued.size() > MAX_SHORT_LIVED) {
                tokens.remove(issued.remove());
            }
        }
    }

    /** A token that is neither expired nor revoked. */
    public Optional<Token> find(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(known -> clock.instant().isBefore(known.until()));
    }

    /** Stateless tokens cannot be revoked; an unknown token is no error. */
    public synchronized void revoke(String token) {
        var known = tokens.get(token);
        if (known != null && known.kind() != Kind.STATELESS) {
            tokens.remove(token);
            shortLived.getOrDefault(known.account(), new ArrayDeque<>()).remove(token);
        }
    }

    synchronized void revokeAll(Account account) {
        tokens.values().removeIf(token -> token.account() == account);
        shortLived.remove(account);
    }
}
