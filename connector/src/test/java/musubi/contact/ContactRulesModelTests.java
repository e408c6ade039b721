package musubi.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;

/** The rules held against a plain model of what should be, over tens of thousands of random histories. */
@LongRunning
class ContactRulesModelTests {

    /** Fewer in a mutation run, which repeats them for each mutant. */
    private static final int HISTORIES = Integer.getInteger("musubi.histories", 10_000);

    private static final LineUserId FRIEND = new LineUserId("U" + "0123456789abcdef".repeat(2));
    private static final Defaults DEFAULTS =
            new Defaults("LINE friend", "https://musubi.example/avatar.png", LocalDate.of(2026, 11, 24));
    private static final Profile PROFILE = new Profile.Known("Sakura", Optional.of("https://pictures.example/1"));

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    private final FriendHistory history = new FriendHistory(random);

    /** What HubSpot and our note of blocks hold; applies writes as HubSpot would. */
    private static final class World {
        Optional<Contact> contact = Optional.empty();
        Optional<Instant> blockedAt = Optional.empty();
        final Set<String> takenBack = new HashSet<>();
        int created;
        int writes;

        /** The ids of messages taken back are remembered for messages that arrive later. */
        void apply(Change arrived, boolean autoCreate) {
            takenBack.addAll(arrived.takenBack());
            var change = arrived.and(Change.takenBack(takenBack));
            var profile = ContactRules.needsProfile(contact, change, autoCreate) ? PROFILE : new Profile.NotAsked();
            switch (ContactRules.write(FRIEND, contact, change, profile, blockedAt, autoCreate, DEFAULTS)) {
                case Write.Nothing ignored -> {
                    var block = change.fact(Fact.Following.class).filter(follow -> follow.state() == FollowState.NO);
                    if (contact.isEmpty() && block.isPresent()) {
                        blockedAt = Optional.of(blockedAt
                                .filter(known -> known.isAfter(block.get().at()))
                                .orElse(block.get().at()));
                    }
                }
                case Write.Create create -> {
                    contact = Optional.of(new Contact(create.values(), create.email()));
                    created++;
                    writes++;
                }
                case Write.Update update -> {
                    var values = new EnumMap<LineProperty, String>(LineProperty.class);
                    var before = contact.orElseThrow();
                    values.putAll(before.values());
                    values.putAll(update.values());
                    // an empty value clears the property
                    values.values().removeIf(String::isEmpty);
                    contact = Optional.of(new Contact(values, update.email().orElse(before.email())));
                    writes++;
                }
            }
        }
    }

    private World after(List<Change> changes, boolean autoCreate) {
        var world = new World();
        changes.forEach(change -> world.apply(change, autoCreate));
        return world;
    }

    @Test
    void anyOrderAnyRepeatsAndAnyBatchesEndInTheSameContact() {
        for (var left = HISTORIES; left > 0; left--) {
            var events = history.events();
            var one = after(history.batches(history.delivered(events)), true);
            var other = after(history.batches(history.delivered(events)), true);
            assertThat(forgetful(one.contact)).as("seed %d: %s", seed, events).isEqualTo(forgetful(other.contact));
            assertThat(one.created).as("seed %d: %s", seed, events).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void theContactSaysWhatTheHistorySays() {
        for (var left = HISTORIES; left > 0; left--) {
            var events = history.events();
            var contact = after(history.batches(history.delivered(events)), true).contact;
            var expected = Expected.of(events);
            assertThat(contact.isPresent()).as("seed %d: %s", seed, events).isEqualTo(expected.exists());
            contact.ifPresent(is -> {
                assertThat(is.value(LineProperty.FOLLOW))
                        .as("seed %d: %s", seed, events)
                        .contains(expected.follow().name());
                assertThat(is.value(LineProperty.FOLLOW_UPDATED_AT))
                        .as("seed %d: %s", seed, events)
                        .contains(expected.followAt().toString());
                assertThat(is.value(LineProperty.LAST_REPLY_MESSAGE))
                        .as("seed %d: %s", seed, events)
                        .isEqualTo(expected.lastText());
                assertThat(is.value(LineProperty.UNANSWERED))
                        .as("seed %d: %s", seed, events)
                        .isEqualTo(expected.wrote() ? Optional.of("YES") : Optional.empty());
                assertThat(is.value(LineProperty.OPT_OUT))
                        .as("seed %d: %s", seed, events)
                        .isEqualTo(expected.chose().map(choice -> choice.optedOut() ? "YES" : "NO"));
                assertThat(is.value(LineProperty.OPT_OUT_UPDATED_AT))
                        .as("seed %d: %s", seed, events)
                        .isEqualTo(expected.chose().map(choice -> choice.at().toString()));
                assertThat(is.email()).isEqualTo(FRIEND.placeholderEmail());
                assertThat(is.values())
                        .as("seed %d: always filled", seed)
                        .containsKeys(
                                LineProperty.USER_ID,
                                LineProperty.USER_NAME,
                                LineProperty.USER_PICTURE,
                                LineProperty.ID_SYNC_DATE,
                                LineProperty.FOLLOW,
                                LineProperty.FOLLOW_UPDATED_AT,
                                LineProperty.CONTACT_SOURCE);
            });
        }
    }

    @Test
    void theTextOfAMessageTakenBackNeverStaysOnTheContact() {
        for (var left = HISTORIES; left > 0; left--) {
            var events = history.events();
            var world = new World();
            var takenBack = new HashSet<String>();
            for (var change : history.batches(history.delivered(events))) {
                world.apply(change, true);
                takenBack.addAll(change.takenBack());
                world.contact.ifPresent(contact -> {
                    if (takenBack.contains(
                            contact.value(LineProperty.LAST_REPLY_MESSAGE_ID).orElse(""))) {
                        assertThat(contact.value(LineProperty.LAST_REPLY_MESSAGE))
                                .as("seed %d: %s", seed, events)
                                .isEmpty();
                    }
                });
            }
        }
    }

    @Test
    void takingAMessageBackMakesNoContactAndSaysNothingElse() {
        var world = new World();
        world.apply(Change.of(new FriendEvent.TookBack(Instant.EPOCH, "1")), true);
        assertThat(world.contact).isEmpty();
        world.apply(Change.of(new FriendEvent.Wrote(Instant.ofEpochMilli(5), "2", Optional.of("stays"))), true);
        var before = world.contact;
        world.apply(Change.of(new FriendEvent.TookBack(Instant.ofEpochMilli(9), "1")), true);
        assertThat(world.contact).isEqualTo(before);
    }

    @Test
    void whatWasAppliedOnceIsNotWrittenAgain() {
        for (var left = HISTORIES; left > 0; left--) {
            var changes = history.batches(history.delivered(history.events()));
            var world = after(changes, true);
            var writes = world.writes;
            changes.forEach(change -> world.apply(change, true));
            assertThat(world.writes).as("seed %d", seed).isEqualTo(writes);
        }
    }

    @Test
    void withoutAutoCreateNoEventMakesAContact() {
        for (var left = HISTORIES; left > 0; left--) {
            assertThat(after(history.batches(history.delivered(history.events())), false).contact)
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void howAndWhenAContactCameNeverChanges() {
        for (var left = HISTORIES; left > 0; left--) {
            var world = new World();
            Optional<String> source = Optional.empty();
            for (var change : history.batches(history.delivered(history.events()))) {
                world.apply(change, true);
                var now = world.contact.flatMap(contact -> contact.value(LineProperty.CONTACT_SOURCE));
                if (source.isPresent()) {
                    assertThat(now).as("seed %d", seed).isEqualTo(source);
                }
                source = now;
            }
        }
    }

    @Test
    void foldingIsAssociativeCommutativeAndIdempotent() {
        for (var left = HISTORIES; left > 0; left--) {
            var changes = history.batches(history.events());
            if (changes.size() >= 3) {
                var a = changes.get(0);
                var b = changes.get(1);
                var c = changes.get(2);
                assertThat(a.and(b)).as("seed %d", seed).isEqualTo(b.and(a));
                assertThat(a.and(b).and(c)).as("seed %d", seed).isEqualTo(a.and(b.and(c)));
                assertThat(a.and(b).and(b)).as("seed %d", seed).isEqualTo(a.and(b));
            }
        }
    }

    /** Without how the contact came, which the first event to arrive decides for good. */
    private static Optional<Map<LineProperty, String>> forgetful(Optional<Contact> contact) {
        return contact.map(is -> {
            var values = new EnumMap<LineProperty, String>(LineProperty.class);
            values.putAll(is.values());
            values.remove(LineProperty.CONTACT_SOURCE);
            return values;
        });
    }

    /** The plain model: looks at the whole history at once. */
    private record Expected(
            boolean exists,
            FollowState follow,
            Instant followAt,
            Optional<String> lastText,
            boolean wrote,
            Optional<FriendEvent.ChoseDelivery> chose) {

        static Expected of(List<FriendEvent> events) {
            var exists = false;
            var wrote = false;
            var follow = FollowState.NO;
            var followAt = Instant.MIN;
            Optional<FriendEvent.Wrote> last = Optional.empty();
            var takenBack = new HashSet<String>();
            for (var event : events) {
                if (event instanceof FriendEvent.TookBack tookBack) {
                    takenBack.add(tookBack.messageId());
                    continue;
                }
                var state = event instanceof FriendEvent.Blocked ? FollowState.NO : FollowState.YES;
                exists |= state == FollowState.YES;
                if (event.at().isAfter(followAt) || (event.at().equals(followAt) && state == FollowState.YES)) {
                    follow = state;
                    followAt = event.at();
                }
                if (event instanceof FriendEvent.Wrote written) {
                    wrote = true;
                    if (written.text().isPresent()
                            && last.filter(is -> !isLater(written, is)).isEmpty()) {
                        last = Optional.of(written);
                    }
                }
            }
            var text = last.filter(is -> !takenBack.contains(is.messageId())).flatMap(FriendEvent.Wrote::text);
            var chose = events.stream()
                    .filter(FriendEvent.ChoseDelivery.class::isInstance)
                    .map(FriendEvent.ChoseDelivery.class::cast)
                    .max(Comparator.comparing(FriendEvent.ChoseDelivery::at));
            return new Expected(exists, follow, followAt, text, wrote, chose);
        }

        private static boolean isLater(FriendEvent.Wrote one, FriendEvent.Wrote other) {
            return one.at().isAfter(other.at())
                    || (one.at().equals(other.at())
                            && Integer.parseInt(one.messageId()) > Integer.parseInt(other.messageId()));
        }
    }
}
