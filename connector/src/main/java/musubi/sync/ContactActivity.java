package musubi.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An application event: what friends did whose contacts are known, published in the transaction that settles their events, so that what a listener
 * writes in it is written exactly if the events are settled. Events may come twice. Names no person but by HubSpot's record id.
 */
public record ContactActivity(UUID connectionId, List<OfContact> contacts) {

    public ContactActivity {
        contacts = List.copyOf(contacts);
    }

    /**
     * What one of them did.
     *
     * @param contactId HubSpot's record id
     * @param follow how the friend came, if they did and did not block the account after that
     * @param link by which custom link the contact came, for the first time; empty text: the default one
     * @param blocked whether the friend blocks the account now
     * @param optedOut whether the friend chose to get no messages
     * @param wroteAt when the friend last wrote
     */
    public record OfContact(
            long contactId,
            Optional<Follow> follow,
            Optional<String> link,
            boolean blocked,
            boolean optedOut,
            Optional<Instant> wroteAt) {

        /** Whether there is anything. */
        public boolean isAny() {
            return follow.isPresent() || link.isPresent() || blocked || optedOut || wroteAt.isPresent();
        }
    }

    /** How a friend came. */
    public enum Follow {
        /** As a new one. */
        NEW,
        /** Having blocked the account before. */
        UNBLOCKED
    }
}
