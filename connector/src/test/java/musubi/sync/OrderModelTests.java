package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import musubi.contact.Contact;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.Profile;
import musubi.contact.Write;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.NewEvent;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.inbox.postgres.TestInbox;
import musubi.sync.batch.FriendWork;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is put off for however long, the events of one friend are applied in the order in which they arrived. */
class OrderModelTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox TEST = TestInbox.on(DATABASE);
    private static final EventQueue INBOX = TEST.queue();
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 1);

    private final UUID connectionId = TEST.connection();
    private final Map<String, List<String>> arrived = new HashMap<>();
    private final Map<LineUserId, Long> lastApplied = new HashMap<>();
    private final Map<LineUserId, Map<LineProperty, String>> contacts = new HashMap<>();
    private final Map<LineUserId, LocalDate> firstApplied = new HashMap<>();
    private int step;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theSourceAndTheSyncDateAreThoseOfTheFirstEvent(long seed) {
        var random = new Random(seed);
        for (step = 0; step < 60; step++) {
            arrive(random);
            apply(random, random.nextInt(1, 30), 0.6);
            DATABASE.jdbc()
                    .sql("update inbox set due_at = now() where id % 3 = ?")
                    .param(random.nextInt(3))
                    .update();
        }
        while (INBOX.backlog(connectionId).pending() > 0) {
            TEST.timePasses();
            step++;
            apply(random, 300, 0);
        }
        assertThat(contacts).hasSize(arrived.size());
        contacts.forEach((friend, contact) -> {
            assertThat(contact)
                    .containsEntry(
                            LineProperty.CONTACT_SOURCE,
                            Objects.requireNonNull(arrived.get(friend.value()))
                                            .getFirst()
                                            .equals("follow")
                                    ? "FOLLOW"
                                    : "MESSAGE")
                    .containsEntry(LineProperty.ID_SYNC_DATE, String.valueOf(firstApplied.get(friend)));
        });
    }

    /** A few events of a few friends; each event a second after the one before. */
    private void arrive(Random random) {
        var events = new ArrayList<NewEvent>();
        for (var count = random.nextInt(4); count > 0; count--) {
            var friend = "U" + "%032x".formatted(random.nextInt(12));
            var type = random.nextBoolean() ? "follow" : "postback";
            var ofFriend = arrived.computeIfAbsent(friend, ignored -> new ArrayList<>());
            ofFriend.add(type);
            var payload = "{\"type\":\"%s\",\"timestamp\":%d}"
                    .formatted(
                            type,
                            BEGIN.plusSeconds(ofFriend.size() + 100L * step).toEpochMilli());
            events.add(new NewEvent(
                    connectionId,
                    UUID.randomUUID(),
                    friend,
                    new EventPayload(
                            type.equals("follow") ? EventKind.FOLLOW : EventKind.POSTBACK,
                            payload.getBytes(StandardCharsets.UTF_8))));
        }
        if (!events.isEmpty()) {
            INBOX.append(events);
        }
    }

    private void apply(Random random, int limit, double fails) {
        var taken = ClaimedEvents.of(INBOX.take(connectionId, Set.of(), limit), 100);
        var settlement = new Settlement();
        for (var work : taken.work()) {
            if (random.nextDouble() < fails) {
                settlement.later(work.events(), Instant.now().plusSeconds(random.nextInt(-1, 600)), true);
            } else {
                inOrder(work);
                write(work);
                settlement.finish(work.events(), Settlement.Outcome.UPDATED);
            }
        }
        INBOX.settle(settlement);
    }

    private void inOrder(FriendWork work) {
        var ids = work.events().stream().map(PendingEvent::id).toList();
        assertThat(ids).isSorted();
        assertThat(ids.getFirst()).isGreaterThan(lastApplied.getOrDefault(work.friend(), 0L));
        lastApplied.put(work.friend(), ids.getLast());
    }

    private void write(FriendWork work) {
        var contact = Optional.ofNullable(contacts.get(work.friend()))
                .map(values -> new Contact(values, "", Optional.empty()));
        var today = FIRST_DAY.plusDays(step);
        firstApplied.putIfAbsent(work.friend(), today);
        var write = ContactRules.write(
                work.friend(),
                contact,
                work.change(),
                new Profile.Known("Sakura", Optional.empty()),
                Optional.empty(),
                true,
                new Defaults("LINE friend", "https://example.com/avatar.png", today));
        var values = contacts.computeIfAbsent(work.friend(), ignored -> new EnumMap<>(LineProperty.class));
        switch (write) {
            case Write.Create create -> values.putAll(create.values());
            case Write.Update update -> values.putAll(update.values());
            case Write.Nothing ignored -> {}
        }
    }
}
