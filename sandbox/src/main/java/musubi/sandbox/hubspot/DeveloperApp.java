package musubi.sandbox.hubspot;

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
import org.jspecify.annotations.Nullable;

/** An app with OAuth: its codes and tokens, and the portals it is installed in. The tokens live 30 minutes. */
public final class DeveloperApp {

    static final Duration ACCESS_TOKEN_LIFE = Duration.ofMinutes(30);

    /** HubSpot calls it a short window and no more. */
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);

    record Code(long portalId, String redirectUrl, Set<String> scopes, long expiresAt) {}

    record RefreshToken(
            String value,
            long portalId,
            Set<String> scopes,
            @Nullable String replaces) {}

    record AccessToken(String value, long portalId, Set<String> scopes, long expiresAt) {}

    /** What a token call gives. */
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

    DeveloperApp(long id, AppOptions options, Clock clock, Random random) {
        this.id = id;
        this.clock = clock;
        this.random = random;
        this.options = options.client(
                options.clientId().isEmpty() ? uuid() : options.clientId(),
                options.clientSecret().isEmpty() ? uuid() : options.clientSecret());
    }

    /** The app id. */
    public long id() {
        return id;
    }

    public String clientId() {
        return options.clientId();
    }

    public String clientSecret() {
        return options.clientSecret();
    }

    /** What it was made with, client id and secret included. */
    public AppOptions options() {
        return options;
    }

    /** The calls about its tokens, {@code POST oauth/token refresh_token} for one. */
    public Traffic traffic() {
        return traffic;
    }

    /** What becomes of a refresh token that is used; {@link RefreshTokenRotation#KEPT} at first. */
    public synchronized void rotation(RefreshTokenRotation wanted) {
        rotation = wanted;
    }

    /** Whether it has a refresh token of that portal. */
    public synchronized boolean isInstalledIn(Portal portal) {
        return refreshTokens.values().stream().anyMatch(token -> token.portalId() == portal.id());
    }

    /** The portals it is installed in. */
    public synchronized Set<Long> portals() {
        var portals = new TreeSet<Long>();
        refreshTokens.values().forEach(token -> portals.add(token.portalId()));
        return portals;
    }

    /** Somebody takes it out of the portal: its tokens there are dead at once. */
    public synchronized void uninstall(Portal portal) {
        codes.values().removeIf(code -> code.portalId() == portal.id());
        refreshTokens.values().removeIf(token -> token.portalId() == portal.id());
        accessTokens.values().removeIf(token -> token.portalId() == portal.id());
    }

    /** The access tokens of the portal are dead, as if HubSpot had lost them; its refresh tokens live. */
    public synchronized void dropAccessTokens(Portal portal) {
        accessTokens.values().removeIf(token -> token.portalId() == portal.id());
    }

    /** Somebody pressed Connect. */
    synchronized String newCode(long portalId, String redirectUrl, Set<String> scopes) {
        var code = "na1-" + uuid().substring(0, 23);
        codes.put(code, new Code(portalId, redirectUrl, scopes, clock.millis() + CODE_LIFE.toMillis()));
        return code;
    }

    /** Works once, also when it comes with a wrong redirect URL: who has a stolen code has one try. */
    synchronized Optional<Code> take(String code) {
        return Optional.ofNullable(codes.remove(code));
    }

    synchronized boolean isOver(Code code) {
        return clock.millis() >= code.expiresAt();
    }

    synchronized Tokens install(Code code) {
        var refresh = new RefreshToken(refreshTokenValue(), code.portalId(), code.scopes(), null);
        refreshTokens.put(refresh.value(), refresh);
        return new Tokens(access(refresh), refresh);
    }

    /** Empty when the refresh token is not known (any more). */
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
                accessTokenValue(),
                refresh.portalId(),
                refresh.scopes(),
                clock.millis() + ACCESS_TOKEN_LIFE.toMillis());
        accessTokens.put(token.value(), token);
        return token;
    }

    /** Access tokens given out with it go on until they expire. */
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

    /** By when the token ended; positive: so many ms ago. */
    long overSince(AccessToken token) {
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
        traffic.add(operation, status, clock.millis(), Duration.ZERO);
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
