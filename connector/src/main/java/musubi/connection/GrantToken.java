package musubi.connection;

import java.time.Instant;
import java.util.Optional;
import musubi.hubspot.TokenSource;

/** Tokens of an app that is installed in a portal; another one once it is installed anew. */
record GrantToken(Grants grants, long portalId, Instant installedAt) implements TokenSource {

    @Override
    public String current() {
        return grants.current(portalId);
    }

    @Override
    public Optional<String> insteadOf(String refused) {
        return Optional.of(grants.insteadOf(portalId, refused));
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
