package musubi.contact;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What each kind of fact writes onto a contact: the values of its own properties, and of no other kind's. */
final class FactValues {

    private FactValues() {}

    /** The values of the fact; among them may be some that the contact has already. */
    static Map<LineProperty, String> of(Fact<?> fact, Contact contact) {
        return switch (fact) {
            case Fact.Following following -> following(following, contact);
            case Fact.Messages messages -> messages(messages, contact.reply());
            case Fact.Unanswered unanswered -> unanswered(unanswered.at(), contact.reply());
            case LoginConsent login -> trafficSource(login, contact);
            case Fact.Creation ignored -> Map.of();
            case Fact.SeenOutside ignored -> Map.of();
            case Fact.ProfileRefresh ignored -> Map.of();
            case Fact.Clicked clicked -> clicked(clicked.at(), contact);
            case Fact.OptOut optOut -> optOut(optOut, contact);
        };
    }

    private static Map<LineProperty, String> following(Fact.Following following, Contact contact) {
        var isNew =
                contact.following().map(known -> following.compareTo(known) > 0).orElse(true);
        return isNew
                ? Map.of(
                        LineProperty.FOLLOW, following.state().name(),
                        LineProperty.FOLLOW_UPDATED_AT, following.at().toString())
                : Map.of();
    }

    private static Map<LineProperty, String> messages(Fact.Messages messages, Fact.Reply onContact) {
        var values = new EnumMap<LineProperty, String>(LineProperty.class);
        if (messages.takenBack().contains(onContact.messageId())) {
            values.put(LineProperty.LAST_REPLY_MESSAGE, "");
        }
        messages.last().filter(reply -> isNew(reply, onContact)).ifPresent(reply -> {
            values.put(LineProperty.LAST_REPLY_MESSAGE, reply.text());
            values.put(LineProperty.LAST_REPLY_MESSAGE_ID, reply.messageId());
            values.put(LineProperty.LAST_REPLY_AT, reply.at().toString());
        });
        return values;
    }

    /** A message that is on the contact already is not written again: its text may have been taken back meanwhile. */
    private static boolean isNew(Fact.Reply reply, Fact.Reply onContact) {
        return reply.compareTo(onContact) > 0
                && (onContact.messageId().isEmpty() || !onContact.messageId().equals(reply.messageId()));
    }

    private static Map<LineProperty, String> unanswered(Instant at, Fact.Reply onContact) {
        return at.isAfter(onContact.at()) ? Map.of(LineProperty.UNANSWERED, FollowState.YES.name()) : Map.of();
    }

    private static Map<LineProperty, String> clicked(Instant at, Contact contact) {
        return at.isAfter(contact.clickedAt())
                ? Map.of(LineProperty.LAST_BROADCAST_CLICK_DATE, at.toString())
                : Map.of();
    }

    /**
     * Only what is newer: an event that comes again changes nothing, also where a person at the company decided otherwise meanwhile, which
     * leaves the moment as it is.
     */
    private static Map<LineProperty, String> optOut(Fact.OptOut optOut, Contact contact) {
        return optOut.at().isAfter(contact.optOutAt())
                ? Map.of(
                        LineProperty.OPT_OUT,
                        (optOut.optedOut() ? FollowState.YES : FollowState.NO).name(),
                        LineProperty.OPT_OUT_UPDATED_AT,
                        optOut.at().toString())
                : Map.of();
    }

    private static Map<LineProperty, String> trafficSource(LoginConsent login, Contact contact) {
        return login.link()
                .filter(link -> contact.value(LineProperty.TRAFFIC_SOURCE).isEmpty() && cameBy(link, contact))
                .map(link -> Map.of(LineProperty.TRAFFIC_SOURCE, link.title()))
                .orElse(Map.of());
    }

    /** Adding the account on the way may have created the contact a moment before the login did. */
    private static boolean cameBy(LoginConsent.ViaLink link, Contact contact) {
        return contact.createdAt()
                .filter(created -> !created.isBefore(link.openedAt()))
                .isPresent();
    }
}
