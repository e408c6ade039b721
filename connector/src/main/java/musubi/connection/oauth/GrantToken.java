package musubi.connection.oauth;

import java.time.Instant;
import java.util.Optional;
import musubi.hubspot.TokenSource;

/** The access tokens of an installed app. Two installations of the same app in a portal are not equal. */
record GrantToken(TokenRefresh refresh, long portalId, Instant installedAt) implements TokenSource {

    @Override
    public String current() {
        return refresh.current(portalId);
    }

    @Override
    public Optional<String> insteadOf(String refused) {
        return Optional.of(refresh.insteadOf(portalId, refused));
    }

    @Override
    public boolean ofApp() {
        return true;
    }

    @Override
    public String toString() {
        return "GrantToken[portalId=%d]".formatted(portalId);
    }
}
