package musubi.hubspot;

import java.util.Map;
import java.util.Set;

/**
 * What HubSpot said of contacts that were asked for. Of one that is in neither nothing is known: it may exist.
 *
 * @param found by the id asked for
 * @param absent those that HubSpot says do not exist (those in the recycle bin are among them)
 */
public record ContactsRead(Map<String, ContactRecord> found, Set<String> absent) {

    /** Whether HubSpot said of that id either what the contact is or that there is none. */
    public boolean tells(String id) {
        return found.containsKey(id) || absent.contains(id);
    }

    /** Does not tell the contacts: they would end in a log. */
    @Override
    public String toString() {
        return "ContactsRead[%d found, %d absent]".formatted(found.size(), absent.size());
    }
}
