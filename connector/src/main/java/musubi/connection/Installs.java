package musubi.connection;

import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Install.Failure;
import musubi.connection.Install.State;
import musubi.connection.InstallRefusedException.Reason;
import musubi.connection.oauth.AppInstaller;
import musubi.connection.oauth.InstallRepository;
import musubi.connection.oauth.InstallRepository.Row;
import musubi.hubspot.HubSpotOAuth;
import musubi.system.PublicAddress;
import musubi.system.Sha256;
import org.springframework.stereotype.Component;

/**
 * Installations of our app in HubSpot by a person: a link to Musubi, which redirects to HubSpot, which redirects back. The link is valid
 * for an hour and for the first browser that opens it; the OAuth state is valid once, and only in that browser.
 */
@Component
public final class Installs {

    private static final Duration TTL = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(1);

    /** The parameters of HubSpot's redirect: either a code, or an error. */
    public record Answer(Optional<String> code, Optional<String> error) {

        /** Leaves out the code. */
        @Override
        public String toString() {
            return "Answer[…]";
        }
    }

    /** A new link. */
    public record Link(UUID id, URI url, Instant expiresAt) {

        /** Leaves out the URL, which is secret. */
        @Override
        public String toString() {
            return "Link[id=%s]".formatted(id);
        }
    }

    /**
     * Where a browser that opened a link is redirected to.
     *
     * @param browser a secret for the browser to store and send with HubSpot's redirect
     * @param life how long the browser should store it
     */
    public record Opened(URI next, String browser, Duration life) {

        /** Leaves out everything. */
        @Override
        public String toString() {
            return "Opened[…]";
        }
    }

    private final InstallRepository repository;
    private final AppInstaller installer;
    private final HubSpotOAuth oauth;
    private final PublicAddress address;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Installs(
            InstallRepository repository,
            AppInstaller installer,
            HubSpotOAuth oauth,
            PublicAddress address,
            Clock clock) {
        this.repository = repository;
        this.installer = installer;
        this.oauth = oauth;
        this.address = address;
        this.clock = clock;
    }

    /** Whether client id and secret of an app are set, so that it can be installed. */
    public boolean isConfigured() {
        return oauth.isConfigured();
    }

    /**
     * Starts an installation.
     *
     * @param connectionId a connection that is to use the app once it is installed
     * @throws InstallRefusedException when no app is configured
     */
    public Link begin(Optional<UUID> connectionId) {
        if (!oauth.isConfigured()) {
            throw new InstallRefusedException(Reason.NOT_CONFIGURED);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        repository.deleteExpiredBefore(now.minus(RETENTION));
        var id = UUID.randomUUID();
        var secret = secret();
        repository.insert(id, Sha256.of(secret), connectionId, now.plus(TTL));
        return new Link(id, address.of("/hubspot/install/" + secret), now.plus(TTL));
    }

    /**
     * A browser opens a link. The same browser may do so again.
     *
     * @param link the secret in the link's URL
     * @param browser the secret that the browser has stored, if any
     * @throws InstallRefusedException when the link is not valid (any more)
     */
    public Opened open(String link, Optional<String> browser) {
        var row = repository
                .findByLink(Sha256.of(link))
                .filter(this::isWaiting)
                .orElseThrow(() -> new InstallRefusedException(Reason.LINK_OVER));
        if (row.browserHash() != null && !isSameBrowser(row, browser)) {
            throw new InstallRefusedException(Reason.LINK_OVER);
        }
        var state = secret();
        var browserSecret = secret();
        if (!repository.open(row.install().id(), row.browserHash(), Sha256.of(browserSecret), Sha256.of(state))) {
            throw new InstallRefusedException(Reason.LINK_OVER);
        }
        return new Opened(
                oauth.authorizeUrl(redirectUrl(), state),
                browserSecret,
                Duration.between(clock.instant(), row.expiresAt()));
    }

    /**
     * HubSpot redirects a browser back.
     *
     * @param browser the secret that the browser has stored, if any
     * @return the installation, ended
     * @throws InstallRefusedException when there is no installation in progress in this browser that the state belongs to
     */
    public Install end(String state, Optional<String> browser, Answer answer) {
        var row = repository
                .findByState(Sha256.of(state))
                .filter(this::isWaiting)
                .orElseThrow(() -> new InstallRefusedException(Reason.ANSWER_OVER));
        if (!isSameBrowser(row, browser)) {
            throw new InstallRefusedException(Reason.OTHER_BROWSER);
        }
        var id = row.install().id();
        if (!repository.consumeState(id, Sha256.of(state))) {
            throw new InstallRefusedException(Reason.ANSWER_OVER);
        }
        var ended = answer.code()
                .map(code -> installer.install(id, row.connectionId(), code, redirectUrl()))
                .orElseGet(() -> answer.error().equals(Optional.of("access_denied"))
                        ? new Install(id, State.DECLINED, Optional.empty(), Optional.empty())
                        : Install.failed(id, Optional.empty(), Failure.REFUSED));
        repository.end(ended);
        return ended;
    }

    /** An installation; empty when there is none with that id, or it expired more than a day ago. */
    public Optional<Install> find(UUID id) {
        return repository.find(id).map(row -> {
            var install = row.install();
            return install.state() == State.WAITING && !isWaiting(row)
                    ? new Install(id, State.EXPIRED, Optional.empty(), Optional.empty())
                    : install;
        });
    }

    private boolean isWaiting(Row row) {
        return row.install().state() == State.WAITING && clock.instant().isBefore(row.expiresAt());
    }

    private static boolean isSameBrowser(Row row, Optional<String> browser) {
        return browser.isPresent() && MessageDigest.isEqual(Sha256.of(browser.get()), row.browserHash());
    }

    private URI redirectUrl() {
        return address.of("/hubspot/callback");
    }

    /** 256 random bits. */
    private String secret() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
