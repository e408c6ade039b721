package musubi.connection;

import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import musubi.connection.Install.Failure;
import musubi.connection.Install.State;
import musubi.connection.InstallRefusedException.Reason;
import musubi.connection.InstallRows.Row;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.OAuthException;
import musubi.hubspot.OAuthTokens;
import musubi.system.Sha256;

/**
 * The way of a person who installs our app in HubSpot: a link of ours, HubSpot's page, and back to us. The link works
 * for an hour and for the first browser that opens it; the state that HubSpot brings back works once, and only in that
 * browser.
 */
public final class Installs {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);

    /** What HubSpot sends people back with: either a code, or an error. */
    public record Answer(Optional<String> code, Optional<String> error) {

        /** Does not tell the code. */
        @Override
        public String toString() {
            return "Answer[…]";
        }
    }

    /** A new link. */
    public record Link(UUID id, URI url, Instant expiresAt) {

        /** Does not tell the link. */
        @Override
        public String toString() {
            return "Link[id=%s]".formatted(id);
        }
    }

    /**
     * Where a browser goes on.
     *
     * @param browser what to remember there, until it comes back
     */
    public record Opened(URI next, String browser, Duration life) {

        /** Tells nothing. */
        @Override
        public String toString() {
            return "Opened[…]";
        }
    }

    private final InstallRows rows;
    private final Grants grants;
    private final Connections connections;
    private final HubSpotOAuth oauth;
    private final Function<String, URI> publicAddress;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Installs(
            InstallRows rows,
            Grants grants,
            Connections connections,
            HubSpotOAuth oauth,
            Function<String, URI> publicAddress,
            InstantSource clock) {
        this.rows = rows;
        this.grants = grants;
        this.connections = connections;
        this.oauth = oauth;
        this.publicAddress = publicAddress;
        this.clock = clock;
    }

    /** Whether an app is set, so that there is something to install. */
    public boolean isConfigured() {
        return oauth.isConfigured();
    }

    /**
     * A new link.
     *
     * @param connectionId a connection that is to go by the app from then on
     * @throws InstallRefusedException when no app is set
     */
    public Link begin(Optional<UUID> connectionId) {
        if (!oauth.isConfigured()) {
            throw new InstallRefusedException(Reason.NOT_CONFIGURED);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        rows.deleteOlderThan(now.minus(KEPT));
        var id = UUID.randomUUID();
        var secret = secret();
        rows.insert(id, hash(secret), connectionId, now.plus(LIFE));
        return new Link(id, publicAddress.apply("/hubspot/install/" + secret), now.plus(LIFE));
    }

    /**
     * Somebody opens a link. The same browser may do so again.
     *
     * @param browser what is remembered there
     * @throws InstallRefusedException when the link does not work (any more)
     */
    public Opened open(String link, Optional<String> browser) {
        var row = rows.byLink(hash(link)).filter(this::isWaiting).orElseThrow(() -> over(Reason.LINK_OVER));
        if (row.browserHash() != null && !isTheirs(row, browser)) {
            throw over(Reason.LINK_OVER);
        }
        var state = secret();
        var remembered = secret();
        if (!rows.open(row.install().id(), row.browserHash(), hash(remembered), hash(state))) {
            throw over(Reason.LINK_OVER);
        }
        return new Opened(
                oauth.authorizeUrl(redirectUrl(), state),
                remembered,
                Duration.between(clock.instant(), row.expiresAt()));
    }

    /**
     * HubSpot sends somebody back.
     *
     * @param browser what is remembered there
     * @return how it ended
     * @throws InstallRefusedException when this belongs to no installation that is under way in this browser
     */
    public Install end(String state, Optional<String> browser, Answer answer) {
        var row = rows.byState(hash(state)).filter(this::isWaiting).orElseThrow(() -> over(Reason.ANSWER_OVER));
        if (!isTheirs(row, browser)) {
            throw over(Reason.OTHER_BROWSER);
        }
        var id = row.install().id();
        if (!rows.take(id, hash(state))) {
            throw over(Reason.ANSWER_OVER);
        }
        var ended = answer.code()
                .map(code -> installed(row, code))
                .orElseGet(() -> answer.error().equals(Optional.of("access_denied"))
                        ? new Install(id, State.DECLINED, Optional.empty(), Optional.empty())
                        : failed(id, Optional.empty(), Failure.REFUSED));
        rows.end(ended);
        return ended;
    }

    private Install installed(Row row, String code) {
        var id = row.install().id();
        var asked = clock.instant();
        OAuthTokens tokens;
        try {
            tokens = oauth.exchange(code, redirectUrl());
        } catch (OAuthException e) {
            return failed(
                    id,
                    Optional.empty(),
                    switch (e.kind()) {
                        case GRANT_REFUSED -> Failure.REFUSED;
                        case APP_REFUSED -> Failure.APP_REFUSED;
                        case UNAVAILABLE -> Failure.UNAVAILABLE;
                    });
        }
        var portalId = tokens.portalId();
        var connection = row.connectionId().flatMap(connections::find);
        if (connection.filter(found -> found.portalId() != portalId).isPresent()) {
            if (!grants.isValid(portalId)) {
                grants.giveBack(tokens.refreshToken());
            }
            return failed(id, Optional.of(portalId), Failure.OTHER_PORTAL);
        }
        grants.install(tokens, asked);
        try {
            connection.ifPresent(found -> connections.change(found.id(), ConnectionChange.toApp(portalId)));
        } catch (ConnectionRefusedException | UnknownConnectionException e) {
            return failed(id, Optional.of(portalId), Failure.CONNECTION);
        }
        return new Install(id, State.DONE, Optional.of(portalId), Optional.empty());
    }

    /** How far an installation is; empty when there is none with that id, or it was over a day ago. */
    public Optional<Install> find(UUID id) {
        return rows.find(id).map(row -> {
            var install = row.install();
            return install.state() == State.WAITING && !isWaiting(row)
                    ? new Install(id, State.EXPIRED, Optional.empty(), Optional.empty())
                    : install;
        });
    }

    private static Install failed(UUID id, Optional<Long> portalId, Failure failure) {
        return new Install(id, State.FAILED, portalId, Optional.of(failure));
    }

    private boolean isWaiting(Row row) {
        return row.install().state() == State.WAITING && clock.instant().isBefore(row.expiresAt());
    }

    private static boolean isTheirs(Row row, Optional<String> browser) {
        return browser.isPresent() && MessageDigest.isEqual(hash(browser.get()), row.browserHash());
    }

    private URI redirectUrl() {
        return publicAddress.apply("/hubspot/callback");
    }

    private static InstallRefusedException over(Reason reason) {
        return new InstallRefusedException(reason);
    }

    /** 256 bits that nobody can guess. */
    private String secret() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
