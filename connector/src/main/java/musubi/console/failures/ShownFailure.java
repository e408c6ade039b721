package musubi.console.failures;

import musubi.console.layout.Layout;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.contact.LineUserId;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.FailedEvent;

/**
 * A failure as it is shown.
 *
 * @param reason of the words {@code failures.reason.…}, {@code failures.advice.…}, {@code failures.lost.…}
 * @param connection what operators call it
 * @param received when it came, in the portal's time zone and the user's language; failed the same
 * @param moment when it failed, for programs
 * @param detail HubSpot's own words; empty when there are none
 * @param lineUserId empty when it is about no friend
 * @param contact address of the contact's page in HubSpot; empty when it is about none
 */
record ShownFailure(
        long id,
        String reason,
        String connection,
        String received,
        String failed,
        String moment,
        String detail,
        String lineUserId,
        String contact) {

    static ShownFailure of(FailedEvent failure, Layout frame, HubSpotSettings settings) {
        var connection = frame.connections().stream()
                .filter(each -> each.id().equals(failure.connectionId()))
                .findFirst();
        var zone = connection.map(Connection::timeZone).orElse(frame.zone());
        return new ShownFailure(
                failure.id(),
                failure.reason(),
                connection.map(Connection::name).orElse(""),
                frame.moment(failure.receivedAt().atZone(zone)),
                frame.moment(failure.failedAt().atZone(zone)),
                failure.failedAt().toString(),
                failure.detail(),
                LineUserId.parse(failure.friend()).map(LineUserId::value).orElse(""),
                connection
                        .flatMap(each -> Optional.of(failure.recordId())
                                .filter(record -> !record.isEmpty())
                                .map(record -> settings.contactUrl(each.portalId(), record)))
                        .orElse(""));
    }

    /** Does not tell the friend. */
    @Override
    public String toString() {
        return "ShownFailure[id=%d, reason=%s]".formatted(id, reason);
    }
}
