package musubi.hubspot;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What HubSpot answered for contacts that were asked for. Of an id in neither of the two nothing is known: it may exist.
 *
 * @param found by the id asked for
 * @param absent those that HubSpot says do not exist (those in the recycle bin are among them)
 */
public record ContactsRead(Map<String, ContactRecord> found, Set<String> absent) {

    /** Whether HubSpot answered for that id, be it with a contact or that there is none. */
    public boolean covers(String id) {
        return found.containsKey(id) || absent.contains(id);
    }

    /**
     * The same, where HubSpot answered for all of these.
     *
     * @throws HubSpotException of kind {@code RETRY} when it left one out
     */
    public ContactsRead requireAll(Collection<String> ids) {
        if (!ids.stream().allMatch(this::covers)) {
            throw HubSpotException.notShownYet("HubSpot leaves contacts out of its answer");
        }
        return this;
    }

    /** Leaves out the contacts, which must not appear in a log. */
    @Override
    public String toString() {
        return "ContactsRead[%d found, %d absent]".formatted(found.size(), absent.size());
    }
}
