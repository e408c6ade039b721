package musubi.sandbox.hubspot.oauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import musubi.sandbox.hubspot.AppDistribution;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.RefreshTokenRotation;
import musubi.sandbox.hubspot.Traffic;
import musubi.sandbox.hubspot.api.Credential;
import org.jspecify.annotations.Nullable;

/** The authorization codes and tokens of one developer app. Access tokens are valid for 30 minutes. */
public final class OAuthApp {

    static final Duration ACCESS_TOKEN_TTL = Duration.ofMinutes(30);

    /** HubSpot documents only "a short window". */
    private static final Duration CODE_TTL = Duration.ofMinutes(5);

    /** An authorization code; {@code expiresAt} in ms since the epoch. */
    record Code(long portalId, String redirectUrl, Set<String> scopes, long expiresAt) {}

    /** {@code replaces} is the token that this one was given for, when that one still works. */
    record RefreshToken(
            String value,
            long portalId,
            Set<String> scopes,
            @Nullable String replaces) {}

    /** {@code expiresAt} in ms since the epoch. */
    record AccessToken(String value, long portalId, Set<String> scopes, long expiresAt) {}

    /** The result of a token call. */
    record Tokens(AccessToken access, RefreshToken refresh) {}

    private final long id;
    private final AppOptions options;
    private final Clock clock;
    private final Random random;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
    private final Map<String, AccessToken> accessTokens = new HashMap<>();
    private final Traffic traffic = new Traffic();
    private RefreshTokenRotation rotation = RefreshTokenRotation.KEPT;

    public OAuthApp(long id, AppOptions options, Clock clock, Random random) {
        this.id = id;
        this.clock = clock;
        this.random = random;
        this.options = options.client(
                options.clientId().isEmpty() ? uuid() : options.clientId(),
                options.clientSecret().isEmpty() ? uuid() : options.clientSecret());
    }

    public long id() {
        return id;
    }

    public String clientId() {
        return options.clientId();
    }

    public String clientSecret() {
        return options.clientSecret();
    }

    public AppOptions options() {
        return options;
    }

    public Traffic traffic() {
        return traffic;
    }

    public synchronized void rotation(RefreshTokenRotation wanted) {
        rotation = wanted;
    }

    public synchronized Set<Long> portalIds() {
        var portals = new TreeSet<Long>();
        refreshTokens.values().forEach(token -> portals.add(token.portalId()));
        return portals;
    }

    public synchronized void uninstall(long portalId) {
        codes.values().removeIf(code -> code.portalId() == portalId);
        refreshTokens.values().removeIf(token -> token.portalId() == portalId);
        dropAccessTokens(portalId);
    }

    public synchronized void dropAccessTokens(long portalId) {
        accessTokens.values().removeIf(token -> token.portalId() == portalId);
    }

    /** The code that the browser carries back after a person pressed Connect. */
    synchronized String newCode(long portalId, String redirectUrl, Set<String> scopes) {
        var code = "na1-" + uuid().substring(0, 23);
        codes.put(code, new Code(portalId, redirectUrl, scopes, clock.millis() + CODE_TTL.toMillis()));
        return code;
    }

    /** Removes and returns a code. It works once, also when it comes with a wrong redirect URL: a stolen code allows one attempt. */
    synchronized Optional<Code> take(String code) {
        return Optional.ofNullable(codes.remove(code));
    }

    synchronized boolean isExpired(Code code) {
        return clock.millis() >= code.expiresAt();
    }

    synchronized Tokens install(Code code) {
        var refresh = new RefreshToken(refreshTokenValue(), code.portalId(), code.scopes(), null);
        refreshTokens.put(refresh.value(), refresh);
        return new Tokens(access(refresh), refresh);
    }

    /** New tokens for a refresh token; empty when it is unknown or no longer valid. */
    synchronized Optional<Tokens> refresh(String value) {
        var used = refreshTokens.get(value);
        if (used == null) {
            return Optional.empty();
        }
        if (used.replaces() != null) {
            refreshTokens.remove(used.replaces());
        }
        var next = switch (rotation) {
            case KEPT -> used;
            case OLD_DIES_WITH_USE_OF_NEW, OLD_DIES_AT_ONCE ->
                new RefreshToken(refreshTokenValue(), used.portalId(), used.scopes(), used.value());
        };
        refreshTokens.put(next.value(), next);
        if (rotation == RefreshTokenRotation.OLD_DIES_AT_ONCE) {
            refreshTokens.remove(used.value());
        }
        return Optional.of(new Tokens(access(next), next));
    }

    private AccessToken access(RefreshToken refresh) {
        var token = new AccessToken(
                accessTokenValue(), refresh.portalId(), refresh.scopes(), clock.millis() + ACCESS_TOKEN_TTL.toMillis());
        accessTokens.put(token.value(), token);
        return token;
    }

    /** Revokes a token. Access tokens that a revoked refresh token gave stay valid until they expire. */
    synchronized void revoke(String token) {
        refreshTokens.remove(token);
        accessTokens.remove(token);
    }

    synchronized Optional<AccessToken> accessToken(String value) {
        return Optional.ofNullable(accessTokens.get(value));
    }

    synchronized Optional<RefreshToken> refreshToken(String value) {
        return Optional.ofNullable(refreshTokens.get(value));
    }

    /** For how many ms the token has been expired; negative while it is valid. */
    long expiredForMillis(AccessToken token) {
        return clock.millis() - token.expiresAt();
    }

    Credential credential(AccessToken token) {
        return new Credential(
                token.portalId(), "app-" + id, token.scopes(), options.distribution() == AppDistribution.MARKETPLACE);
    }

    List<String> redirectUrls() {
        return options.redirectUrls().stream().map(Object::toString).toList();
    }

    void count(String operation, int status) {
        traffic.add(operation, status, clock.millis(), Duration.ZERO, List.of());
    }

    private String refreshTokenValue() {
        return "na1-" + uuid();
    }

    /** HubSpot's have no fixed length, up to 300 characters. */
    private String accessTokenValue() {
        var bytes = new byte[100 + random.nextInt(120)];
        random.nextBytes(bytes);
        return "C" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
