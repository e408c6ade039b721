package musubi.contact;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A friend's consent on LINE Login, and what LINE said about them with it.
 *
 * @param at when they came back from LINE
 * @param name from their LINE profile
 * @param pictureUrl from their LINE profile
 * @param email the address LINE knows, where it was asked for and the friend agreed
 * @param link the custom link they came by
 * @see <a href="https://developers.line.biz/en/docs/line-login/verify-id-token/">ID tokens</a>
 */
public record LoginConsent(
        Instant at, Optional<String> name, Optional<String> pictureUrl, Optional<String> email, Optional<ViaLink> link)
        implements Fact<LoginConsent>, Comparable<LoginConsent> {

    /**
     * The custom link that a friend came by.
     *
     * @param id of the link
     * @param title what {@code LINE Traffic Source} gets on contacts that come by it
     * @param originalSource what HubSpot's own original traffic source gets on these contacts
     * @param openedAt when the friend opened it; a contact older than this did not come by it
     */
    public record ViaLink(String id, String title, Optional<String> originalSource, Instant openedAt) {}

    private static final Comparator<LoginConsent> ORDER = Comparator.comparing(LoginConsent::at)
            .thenComparing(login -> login.email.orElse(""))
            .thenComparing(login -> login.link.map(ViaLink::openedAt).orElse(Instant.EPOCH))
            .thenComparing(login -> login.link.map(ViaLink::id).orElse(""))
            .thenComparing(login -> login.link.map(ViaLink::title).orElse(""))
            .thenComparing(login -> login.link.flatMap(ViaLink::originalSource).orElse(""))
            .thenComparing(login -> login.name.orElse(""))
            .thenComparing(login -> login.pictureUrl.orElse(""));

    /** The newest consent stays. */
    @Override
    public LoginConsent and(LoginConsent other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(LoginConsent other) {
        return ORDER.compare(this, other);
    }

    /** The profile that LINE gave with the consent; empty when it gave no name. */
    Optional<Profile> profile() {
        return name.map(known -> new Profile.Known(known, pictureUrl));
    }

    /** Leaves out who it was, which must not appear in a log. */
    @Override
    public String toString() {
        return "LoginConsent[at=%s, …]".formatted(at);
    }
}
