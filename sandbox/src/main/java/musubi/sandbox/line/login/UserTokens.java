package musubi.sandbox.line.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.line.account.AccessTokens;
import musubi.sandbox.line.account.Ids;
import musubi.sandbox.line.account.Person;

/** Access tokens of users, and LINE Login channels' own. https://developers.line.biz/en/reference/line-login/#oauth */
public final class UserTokens {

    static final Duration TTL = Duration.ofDays(30);
    private static final Duration REFRESH_TTL = Duration.ofDays(90);
    private static final String HEADER = "eyJhbGciOiJIUzI1NiJ9.";

    private final Clock clock;
    private final Ids ids;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();
    private final Map<String, ChannelToken> channelTokens = new ConcurrentHashMap<>();

    /** What a person consented to. */
    record Grant(LoginClient client, Person person, Set<String> scope) {

        String userId() {
            return client.userId(person.userId);
        }

        /** The scope of a token answer, in which LINE never lists {@code email}. */
        String tokenScope() {
            return String.join(
                    " ",
                    scope.stream().filter(one -> !one.equals("email")).sorted().toList());
        }
    }

    /** A user's access token. */
    record Token(Grant grant, Instant until, boolean revoked) {}

    private record Refresh(Grant grant, Instant until) {}

    private record ChannelToken(LoginClient client, Instant until) {}

    UserTokens(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    String issue(Grant grant) {
        var token = HEADER + ids.letters(120) + "." + ids.letters(43);
        tokens.put(token, new Token(grant, clock.instant().plus(TTL), false));
        return token;
    }

    /** Valid for 90 days, however often it is used. */
    String issueRefresh(Grant grant) {
        var refresh = ids.letters(20);
        refreshes.put(refresh, new Refresh(grant, clock.instant().plus(REFRESH_TTL)));
        return refresh;
    }

    Optional<Grant> refreshable(String refresh) {
        return Optional.ofNullable(refreshes.get(refresh))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(Refresh::grant);
    }

    Optional<Token> known(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /** A token that is neither expired nor revoked. */
    Optional<Token> find(String token) {
        return known(token).filter(known -> !known.revoked() && clock.instant().isBefore(known.until()));
    }

    void revoke(String token) {
        tokens.computeIfPresent(token, (any, known) -> new Token(known.grant(), known.until(), true));
    }

    /** Revokes everything that this person granted to this channel. */
    void deauthorize(Grant grant) {
        tokens.replaceAll(
                (any, known) -> isSame(grant, known.grant()) ? new Token(known.grant(), known.until(), true) : known);
        refreshes.values().removeIf(known -> isSame(grant, known.grant()));
    }

    /** A LINE Login channel's own stateless token, valid for 15 minutes. */
    public String issueFor(LoginClient client) {
        var token = ids.letters(280);
        channelTokens.put(token, new ChannelToken(client, clock.instant().plus(AccessTokens.Kind.STATELESS.ttl)));
        return token;
    }

    Optional<LoginClient> clientOf(String token) {
        return Optional.ofNullable(channelTokens.get(token))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(ChannelToken::client);
    }

    void clear() {
        tokens.clear();
        refreshes.clear();
    }

    private static boolean isSame(Grant one, Grant other) {
        return one.client() == other.client() && one.person() == other.person();
    }
}
