package musubi.sync;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotTasks;
import musubi.inbox.EventQueue;
import musubi.line.LineClient;
import musubi.system.PublicAddress;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * All that a batch works with.
 *
 * @param address where friends' browsers and HubSpot find our default avatar
 */
@Component
record SyncParts(
        EventQueue inbox,
        Connections connections,
        HubSpotClient hubspot,
        HubSpotTasks tasks,
        LineClient line,
        BlockedFriends blocked,
        TakenBackMessages takenBack,
        WrongIds wrongIds,
        ProfileGates profileGates,
        SyncSettings settings,
        Clock clock,
        MeterRegistry metrics,
        PublicAddress address,
        ApplicationEventPublisher events) {

    /** What became of a friend's events: the label of {@code musubi_contacts_written_total}. */
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED,
        FAILED
    }

    void count(UUID connectionId, Outcome outcome) {
        metrics.counter(
                        "musubi.contacts.written",
                        "connection",
                        connectionId.toString(),
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
