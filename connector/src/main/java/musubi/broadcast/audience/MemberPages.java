package musubi.broadcast.audience;

import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists.Members;

/** Pages of the members of a list. */
@FunctionalInterface
interface MemberPages {

    /**
     * One page.
     *
     * @param after where the page begins; empty for the first
     * @throws ListGoneException when there is no such list
     * @throws HubSpotException when HubSpot does not answer
     */
    Members.Page page(long listId, String after);
}
