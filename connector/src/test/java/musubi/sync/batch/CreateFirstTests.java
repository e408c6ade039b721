package musubi.sync.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.contact.Change;
import musubi.contact.FriendEvent;
import musubi.contact.LineUserId;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.PendingEvent;
import musubi.sandbox.http.SettableClock;
import musubi.sync.batch.ReadContacts.Contacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contacts are created first where the last batches met new friends, and read first as soon as one meets others. */
class CreateFirstTests {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final CreateFirst rule = new CreateFirst(clock);

    private void read(int friends, int created) {
        rule.met(contacts(friends, true), created);
    }

    private void expected(int friends, int created) {
        rule.met(contacts(friends, false), created);
    }

    private Contacts contacts(int friends, boolean asked) {
        var absent = IntStream.range(0, friends).mapToObj(at -> "friend " + at).collect(Collectors.toSet());
        return new Contacts(new ContactsRead(Map.of(), absent), clock.instant(), asked);
    }

    @Test
    void theFirstBatchesAreRead() {
        assertThat(rule.isDue()).isFalse();
        read(99, 99);
        assertThat(rule.isDue()).isFalse();
        read(1, 1);
        assertThat(rule.isDue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100, true", "95, true", "94, false", "50, false", "0, false"})
    void nearlyAllHaveToBeNew(int created, boolean goesOn) {
        read(100, 100);
        expected(100, created);
        assertThat(rule.isDue()).isEqualTo(goesOn);
    }

    @Test
    void afterABatchThatMetManyAFullBatchOfNewOnesHasToBeReadAgain() {
        read(1_000, 1_000);
        expected(100, 0);
        read(99, 99);
        assertThat(rule.isDue()).isFalse();
        read(1, 1);
        assertThat(rule.isDue()).isTrue();
    }

    @Test
    void thoseWhoWereFoundCountAsFriendsToo() {
        read(100, 100);
        var record = new ContactRecord("1", Optional.empty(), Map.of(), Set.of());
        var mixed = new ContactsRead(Map.of("one", record), Set.of("another"));
        rule.met(new Contacts(mixed, clock.instant(), true), 1);
        assertThat(rule.isDue()).isFalse();
    }

    @Test
    void aMinuteAfterTheLastReadThereIsAnother() {
        read(100, 100);
        clock.advance(CreateFirst.READ_TTL.minusMillis(1));
        expected(100, 100);
        assertThat(rule.isDue()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(rule.isDue()).isFalse();
        read(100, 100);
        assertThat(rule.isDue()).isTrue();
    }

    @Test
    void aReadThatEndsLateDoesNotHideALaterOne() {
        var early = contacts(100, true);
        clock.advance(Duration.ofSeconds(30));
        read(100, 100);
        rule.met(early, 100);
        clock.advance(Duration.ofSeconds(45));
        assertThat(rule.isDue()).isTrue();
    }

    @Test
    void friendsWhoFollowedOrAreImportedMayBeNew() {
        var follow = Change.of(new FriendEvent.Followed(NOW, false));
        assertThat(CreateFirst.mayBeNew(List.of(work(follow, 0), work(Change.imported(NOW), 0)), true))
                .isTrue();
        assertThat(CreateFirst.mayBeNew(List.of(work(follow.and(Change.of(new FriendEvent.Blocked(NOW))), 0)), true))
                .isTrue();
        assertThat(CreateFirst.mayBeNew(List.of(), true)).isFalse();
    }

    @Test
    void whoDidAnythingElseOrGetsNoContactIsReadFirst() {
        var follow = Change.of(new FriendEvent.Followed(NOW, false));
        for (var change : List.of(
                Change.of(new FriendEvent.Followed(NOW, true)),
                Change.of(new FriendEvent.Tapped(NOW)),
                Change.of(new FriendEvent.Blocked(NOW)),
                Change.of(new FriendEvent.ChoseDelivery(NOW, true)),
                Change.outside(NOW),
                Change.clicked(NOW),
                Change.PROFILE_ONLY,
                follow.and(Change.of(new FriendEvent.Wrote(NOW, "1", Optional.of("hello")))),
                follow.and(Change.outside(NOW)))) {
            assertThat(CreateFirst.mayBeNew(List.of(work(follow, 0), work(change, 0)), true))
                    .as("%s", change)
                    .isFalse();
        }
        assertThat(CreateFirst.mayBeNew(List.of(work(follow, 0)), false)).isFalse();
        assertThat(CreateFirst.mayBeNew(List.of(work(Change.imported(NOW), 0)), false))
                .isTrue();
    }

    @Test
    void whatWasTriedBeforeIsReadFirst() {
        assertThat(CreateFirst.mayBeNew(List.of(work(Change.imported(NOW), 0), work(Change.imported(NOW), 1)), true))
                .isFalse();
    }

    private static FriendWork work(Change change, int attempts) {
        var friend = new LineUserId("U" + "0123456789abcdef".repeat(2));
        var payload = new EventPayload(EventKind.FOLLOW, new byte[0]);
        var event = new PendingEvent(1, new UUID(0, 1), friend.value(), payload, NOW, attempts, null);
        return new FriendWork(friend, change, List.of(event));
    }
}
