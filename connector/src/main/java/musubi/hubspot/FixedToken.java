package musubi.hubspot;

import java.util.Optional;

/** A token that a person entered; it stays as it is until it is refused. */
record FixedToken(String current) implements TokenSource {

    @Override
    public Optional<String> insteadOf(String refused) {
        return Optional.empty();
    }

    @Override
    public boolean ofApp() {
        return false;
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "FixedToken[…]";
    }
}
