package musubi.console.failures;

import java.util.Optional;
import musubi.connection.Connection;
import musubi.console.layout.Layout;
import musubi.contact.LineUserId;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.FailedEvent;

/**
 * A failed event on the page.
 *
 * @param reason the end of the message keys {@code failures.reason.…}, {@code failures.advice.…}, {@code failures.lost.…}
 * @param connection its name
 * @param received when it arrived, in the portal's time zone and the person's language; {@code failed} likewise
 * @param moment when it failed, for programs
 * @param detail HubSpot's message; empty when there is none
 * @param lineUserId empty when it is about no friend
 * @param contact address of the contact's page in HubSpot; empty when it is about none
 */
record FailureView(
        long id,
        String reason,
        String connection,
        String received,
        String failed,
        String moment,
        String detail,
        String lineUserId,
        String contact) {

    static FailureView of(FailedEvent failure, Layout layout, HubSpotSettings settings) {
        var connection = layout.connections().stream()
                .filter(each -> each.id().equals(failure.connectionId()))
                .findFirst();
        var zone = connection.map(Connection::timeZone).orElse(layout.zone());
        return new FailureView(
                failure.id(),
                failure.reason(),
                connection.map(Connection::name).orElse(""),
                layout.moment(failure.receivedAt().atZone(zone)),
                layout.moment(failure.failedAt().atZone(zone)),
                failure.failedAt().toString(),
                failure.detail(),
                LineUserId.parse(failure.friend()).map(LineUserId::value).orElse(""),
                connection
                        .flatMap(each -> Optional.of(failure.recordId())
                                .filter(record -> !record.isEmpty())
                                .map(record -> settings.contactUrl(each.portalId(), record)))
                        .orElse(""));
    }

    /** Without the friend: it may be logged. */
    @Override
    public String toString() {
        return "FailureView[id=%d, reason=%s]".formatted(id, reason);
    }
}
