package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.connection.Connections;
import musubi.hubspot.ContactsRead;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.InboxUnavailableException;
import musubi.inbox.NewEvent;
import musubi.inbox.PortalOwnership;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sync.batch.CreateFirst;
import musubi.sync.batch.ReadContacts.Contacts;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;

/** A paused connection whose batches a test applies itself, one after the other, with contacts created first or read first. */
final class AppliedBatches {

    private static final int MAX_ATTEMPTS = 10;
    private static final int MAX_BATCHES = 80;

    private final TestWorld world;
    private final TestConnection connected;
    private final boolean createsFirst;
    private final UUID id;
    private final PortalState state;

    AppliedBatches(TestWorld world, boolean createsFirst) {
        this.world = world;
        this.connected = world.connect(
                world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0)),
                Map.of("options", Map.of("useOutsideLineIds", false)));
        this.createsFirst = createsFirst;
        this.id = UUID.fromString(connected.id());
        this.state = new PortalState(clock());
        assertThat(world.bean(Connections.class).pause(id)).isTrue();
        // what waits is what the test appends
        connected.channel().useWebhook(false);
        connected.portal().traffic().reset();
    }

    private Clock clock() {
        return world.bean(Clock.class);
    }

    boolean createsFirst() {
        return createsFirst;
    }

    TestConnection connected() {
        return connected;
    }

    /** An event of that friend waits. On a busy machine it is sent again, as LINE does what was not taken in time. */
    void append(String friend, EventPayload payload) {
        var event = List.of(new NewEvent(id, UUID.randomUUID(), friend, payload));
        for (var attempt = 1; ; attempt++) {
            try {
                world.bean(EventQueue.class).append(event);
                return;
            } catch (InboxUnavailableException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Applies what waits until nothing does. All waits are cut short. */
    void applyAll() {
        for (var batch = 0; pending() > 0; batch++) {
            assertThat(batch).as("batches until nothing waits").isLessThan(MAX_BATCHES);
            applyOne();
        }
    }

    /** Applies one batch of what waits, whatever is due. */
    void applyOne() {
        world.database()
                .jdbc()
                .sql("update inbox set due_at = now() where connection_id = ?")
                .param(id)
                .update();
        var connections = world.bean(Connections.class);
        var connection = connections.find(id).orElseThrow();
        try (var tenure =
                world.bean(PortalOwnership.class).begin(connection.portalId()).orElseThrow()) {
            var claimed = ClaimedEvents.of(world.bean(EventQueue.class).take(id, Set.of(), 300), 100);
            var health = state.health();
            var result = world.bean(ApplyBatch.class)
                    .run(connection, connections.hubspot(id), claimed, health, rule(), tenure);
            state.ended(result, health);
        }
    }

    private CreateFirst rule() {
        var rule = new CreateFirst(clock());
        if (createsFirst) {
            var friends = new HashSet<String>();
            IntStream.range(0, 100).forEach(friend -> friends.add("friend " + friend));
            rule.met(new Contacts(new ContactsRead(Map.of(), friends), clock().instant(), true), friends.size());
        }
        assertThat(rule.isDue()).isEqualTo(createsFirst);
        return rule;
    }

    long pending() {
        return world.bean(EventQueue.class).backlog(id).pending();
    }

    /** Calls of that batch operation on contacts that HubSpot worked on. */
    long calls(String operation) {
        return connected.portal().traffic().calls("POST contacts/batch/" + operation);
    }

    /** All contacts that are not in the recycle bin. */
    List<Contact> contacts() {
        return connected.portal().contacts().stream()
                .filter(contact -> !contact.archived())
                .toList();
    }

    /** The codes of what is listed for a person. */
    List<String> failures() {
        return connected
                .failures()
                .valueStream()
                .map(failure -> failure.path("code").asString())
                .sorted()
                .toList();
    }
}
