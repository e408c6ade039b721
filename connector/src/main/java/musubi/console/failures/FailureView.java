package musubi.console.failures;

import java.util.Optional;
import musubi.connection.Connection;
import musubi.console.layout.Layout;
import musubi.contact.LineUserId;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.FriendFailures;

/**
 * The failed events of a friend for one reason, as a row of the page.
 *
 * @param id of the newest
 * @param events how many there are
 * @param event what the newest is: the end of the message keys {@code failures.event.…}
 * @param reason the end of the message keys {@code failures.reason.…}, {@code failures.advice.…}, {@code failures.lost.…}
 * @param connection its name
 * @param received when it arrived, in the portal's time zone and the person's language; {@code failed} likewise
 * @param moment when it arrived, for programs
 * @param detail HubSpot's message; empty when there is none
 * @param lineUserId empty when it is about no friend
 * @param contactId of the HubSpot contact; empty when it is about none
 * @param contact address of the contact's page in HubSpot; empty when it is about none
 * @param step whose button is the primary one
 */
record FailureView(
        long id,
        long events,
        String event,
        String reason,
        String connection,
        String received,
        String failed,
        String moment,
        String detail,
        String lineUserId,
        String contactId,
        String contact,
        NextStep step) {

    static FailureView of(FriendFailures failures, Layout layout, HubSpotSettings settings) {
        var failure = failures.newest();
        var connection = layout.connections().stream()
                .filter(each -> each.id().equals(failure.connectionId()))
                .findFirst();
        var zone = connection.map(Connection::timeZone).orElse(layout.zone());
        var contact = connection
                .flatMap(each -> Optional.of(failure.recordId())
                        .filter(record -> !record.isEmpty())
                        .map(record -> settings.contactUrl(each.portalId(), record)))
                .orElse("");
        var step = NextStep.of(failure.reason());
        return new FailureView(
                failure.id(),
                failures.events(),
                failure.payload().kind().name(),
                failure.reason(),
                connection.map(Connection::name).orElse(""),
                layout.moment(failure.receivedAt().atZone(zone)),
                layout.moment(failure.failedAt().atZone(zone)),
                failure.receivedAt().toString(),
                failure.detail(),
                LineUserId.parse(failure.friend()).map(LineUserId::value).orElse(""),
                failure.recordId(),
                contact,
                step == NextStep.OPEN && contact.isEmpty() ? NextStep.RETRY : step);
    }

    /** The friend's id with its middle left out, until the name is known; empty when it is about no friend. */
    public String shortId() {
        return lineUserId.isEmpty()
                ? ""
                : lineUserId.substring(0, 5) + "…" + lineUserId.substring(lineUserId.length() - 4);
    }

    /** Without the friend: it may be logged. */
    @Override
    public String toString() {
        return "FailureView[id=%d, reason=%s]".formatted(id, reason);
    }
}
