package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens of users, and LINE Login channels' own. https://developers.line.biz/en/reference/line-login/#oauth */
final class UserTokens {

    static final Duration LIFE = Duration.ofDays(30);
    private static final Duration REFRESHABLE = Duration.ofDays(90);
    private static final String HEADER = "eyJhbGciOiJIUzI1NiJ9.";

    private final Clock clock;
    private final Ids ids;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();
    private final Map<String, ChannelToken> channelTokens = new ConcurrentHashMap<>();

    /** Who agreed to what. */
    record Login(LoginChannel channel, Friend friend, Set<String> scope) {

        String userId() {
            return channel.userId(friend);
        }

        /** LINE never names {@code email} here. */
        String tokenScope() {
            return String.join(
                    " ",
                    scope.stream().filter(one -> !one.equals("email")).sorted().toList());
        }
    }

    /** A user's access token. */
    record Token(Login login, Instant until, boolean revoked) {}

    private record Refresh(Login login, Instant until) {}

    private record ChannelToken(LoginChannel channel, Instant until) {}

    UserTokens(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    String issue(Login login) {
        var token = HEADER + ids.letters(120) + "." + ids.letters(43);
        tokens.put(token, new Token(login, clock.instant().plus(LIFE), false));
        return token;
    }

    /** Good for 90 days, however often it is used. */
    String issueRefresh(Login login) {
        var refresh = ids.letters(20);
        refreshes.put(refresh, new Refresh(login, clock.instant().plus(REFRESHABLE)));
        return refresh;
    }

    Optional<Login> refreshable(String refresh) {
        return Optional.ofNullable(refreshes.get(refresh))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(Refresh::login);
    }

    Optional<Token> known(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /** A token that is neither expired nor revoked. */
    Optional<Token> find(String token) {
        return known(token).filter(known -> !known.revoked() && clock.instant().isBefore(known.until()));
    }

    void revoke(String token) {
        tokens.computeIfPresent(token, (any, known) -> new Token(known.login(), known.until(), true));
    }

    /** Takes back everything this person granted to this channel. */
    void deauthorize(Login login) {
        tokens.replaceAll(
                (any, known) -> isSame(login, known.login()) ? new Token(known.login(), known.until(), true) : known);
        refreshes.values().removeIf(known -> isSame(login, known.login()));
    }

    /** A LINE Login channel's own stateless token, good for 15 minutes. */
    String issueFor(LoginChannel channel) {
        var token = ids.letters(280);
        channelTokens.put(token, new ChannelToken(channel, clock.instant().plus(AccessTokens.Kind.STATELESS.life)));
        return token;
    }

    Optional<LoginChannel> channelOf(String token) {
        return Optional.ofNullable(channelTokens.get(token))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(ChannelToken::channel);
    }

    void clear() {
        tokens.clear();
        refreshes.clear();
    }

    private static boolean isSame(Login one, Login other) {
        return one.channel() == other.channel() && one.friend().equals(other.friend());
    }
}
