package musubi.friends;

import java.util.Optional;
import musubi.contact.FollowState;
import musubi.contact.Source;

/**
 * A friend, as read from HubSpot now.
 *
 * @param syncedOn yyyy-MM-dd in the portal's time zone; empty when unknown
 * @param lineIcon whether LINE's icon is shown, by {@link musubi.contact.Contact#hasLineIcon}
 * @param lastMessage what the friend wrote last; empty when unknown
 * @param lastMessageAt when, as HubSpot writes it (ISO 8601); empty when unknown
 * @param unanswered whether that message has no answer yet
 * @param optOut whether they want no broadcasts and scenarios; empty: nobody chose
 * @param optOutAt when the friend chose whether they want any, as HubSpot writes it (ISO 8601); empty when unknown
 * @param trafficSource the source of the link that the friend came through; empty when unknown
 * @param tags LINE user tags, as HubSpot contains them; empty when there are none
 * @param hubspotUrl address of the record's page
 */
public record Friend(
        String contactId,
        String lineUserId,
        String name,
        String pictureUrl,
        String email,
        Optional<FollowState> follow,
        Optional<Source> source,
        String syncedOn,
        boolean lineIcon,
        String lastMessage,
        String lastMessageAt,
        boolean unanswered,
        Optional<FollowState> optOut,
        String optOutAt,
        String trafficSource,
        String tags,
        String hubspotUrl) {

    /** Without personal data. */
    @Override
    public String toString() {
        return "Friend[contactId=%s]".formatted(contactId);
    }
}
