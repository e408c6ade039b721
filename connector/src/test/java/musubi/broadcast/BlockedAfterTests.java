package musubi.broadcast;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.delivery.BlockedAfter;
import musubi.delivery.BlockedCounts;
import musubi.inbox.FriendsBlocked;
import musubi.sandbox.hubspot.Contact;
import musubi.testing.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** Who blocks the account after a broadcast is counted once, and known for 72 hours by a hash alone. */
class BlockedAfterTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final Taps taps = new Taps(WORLD);
    private final BroadcastCalls calls = taps.calls();

    private String sent(List<Contact> contacts) {
        var id = taps.sent("Hello", contacts, Map.of("tracking", "OFF"));
        calls.connection().channel().useWebhook(true);
        return id;
    }

    private static BlockedCounts counts(String id) {
        return WORLD.bean(BlockedAfter.class)
                .of(List.of(UUID.fromString(id)))
                .getOrDefault(UUID.fromString(id), new BlockedCounts(-1, -1));
    }

    private static void counted(String id, long first, long all) {
        eventually("who blocks is counted", () -> counts(id).equals(new BlockedCounts(first, all)));
    }

    private static List<Map<String, @Nullable Object>> people(String id) {
        return WORLD.database()
                .jdbc()
                .sql("select * from delivery_person where delivery_id = ?")
                .param(UUID.fromString(id))
                .query()
                .listOfRows();
    }

    private static boolean hasKey(String id) {
        return WORLD.database()
                .jdbc()
                .sql("select people_key is not null or data_key is not null from delivery where id = ?")
                .param(UUID.fromString(id))
                .query(Boolean.class)
                .single();
    }

    private Instant end(String id) {
        return Instant.parse(calls.get(id).path("finishedAt").asString(""));
    }

    @Test
    void eachCountsOnceWithinADayOrThreeAndNobodyIsLeftAfterThat() {
        var people = calls.friends(6);
        var id = sent(taps.contacts(people.subList(0, 5)));
        assertThat(counts(id)).isEqualTo(new BlockedCounts(0, 0));
        var end = end(id);
        people.get(0).at(end.plusSeconds(60)).copies(3).block();
        people.get(1).at(end.plus(Duration.ofHours(30))).block();
        people.get(2).at(end.plus(Duration.ofHours(73))).block();
        people.get(3).at(end.minus(Duration.ofHours(1))).block();
        people.get(5).at(end.plusSeconds(60)).block();
        calls.connection().drained();
        counted(id, 1, 2);
        // one who comes back and blocks again
        people.get(0).at(end.plus(Duration.ofHours(2))).unblock();
        people.get(0).at(end.plus(Duration.ofHours(3))).block();
        calls.connection().drained();
        assertThat(counts(id)).isEqualTo(new BlockedCounts(1, 2));
        assertThat(people(id)).hasSize(3);
        assertThat(people(id).toString()).doesNotContain(people.get(4).userId());
        WORLD.bean(BlockedAfter.class).forget();
        assertThat(people(id)).hasSize(3);
        WORLD.clock().advance(Duration.ofHours(73));
        WORLD.bean(BlockedAfter.class).forget();
        assertThat(people(id)).isEmpty();
        assertThat(hasKey(id)).isFalse();
        assertThat(counts(id)).isEqualTo(new BlockedCounts(1, 2));
    }

    /** As when the process is killed before the transaction of the events has ended: they are taken again. */
    @Test
    void whatIsRolledBackIsCountedTheNextTime() {
        var people = calls.friends(1);
        var contacts = taps.contacts(people);
        var first = sent(contacts);
        var second = sent(contacts);
        var event = new FriendsBlocked(
                UUID.fromString(calls.connection().id()),
                List.of(new FriendsBlocked.Blocked(
                        people.getFirst().userId(), end(second).plusSeconds(1))));
        var transaction = WORLD.bean(TransactionTemplate.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    WORLD.context().publishEvent(event);
                    throw new DataAccessResourceFailureException("killed");
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(counts(first)).isEqualTo(new BlockedCounts(0, 0));
        assertThat(people(first)).hasSize(1);
        for (var time = 0; time < 3; time++) {
            transaction.executeWithoutResult(_ -> WORLD.context().publishEvent(event));
        }
        assertThat(counts(first)).isEqualTo(new BlockedCounts(1, 1));
        assertThat(counts(second)).isEqualTo(new BlockedCounts(1, 1));
        assertThat(people(first)).isEmpty();
    }

    @Test
    void ofACancelledOneNothingIsCountedAndNobodyIsKept() {
        var people = calls.friends(1);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("Hello"),
                "at",
                WORLD.clock()
                        .instant()
                        .plusSeconds(50)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                "audience",
                Map.of("lists", List.of(calls.list("A", taps.contacts(people))))));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        calls.call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
        eventually("its people are gone", () -> people(id).isEmpty() && !hasKey(id));
        assertThat(counts(id)).isEqualTo(new BlockedCounts(-1, -1));
    }
}
