package musubi.broadcast.audience;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import musubi.broadcast.LeftOut;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.hubspot.ContactRecord;

/** Who of an audience may get a message. A pure function of the contact as it was read. */
public record SortContacts(PropertyNames names, OptionalInt notReachedForDays, Instant now) {

    /** Why this contact gets nothing; empty when it gets the message. */
    public Optional<LeftOut> leftOut(ContactRecord contact) {
        var userId = value(contact, LineProperty.USER_ID);
        if (userId.isEmpty()) {
            return Optional.of(LeftOut.NOT_A_FRIEND);
        }
        if (LineUserId.parse(userId).isEmpty()) {
            return Optional.of(LeftOut.WRONG_ID);
        }
        if (value(contact, LineProperty.FOLLOW).equals(FollowState.NO.name())) {
            return Optional.of(LeftOut.BLOCKED);
        }
        if (value(contact, LineProperty.OPT_OUT).equals(FollowState.YES.name())) {
            return Optional.of(LeftOut.OPTED_OUT);
        }
        if (notReachedForDays.isPresent()
                && Audiences.isRecent(
                        value(contact, LineProperty.LAST_BROADCAST_SEND_DATE), now, notReachedForDays.getAsInt())) {
            return Optional.of(LeftOut.RECENTLY_REACHED);
        }
        return Optional.empty();
    }

    /** The LINE user id of a contact that is not left out. */
    public String userId(ContactRecord contact) {
        return value(contact, LineProperty.USER_ID);
    }

    private String value(ContactRecord contact, LineProperty property) {
        return contact.properties().getOrDefault(names.of(property), "").strip();
    }
}
