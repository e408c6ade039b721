package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.FriendDays;
import musubi.inbox.FriendDays.Day;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Friends who come and who block are counted by day, without persons. */
class FriendDaysTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final UUID id = UUID.fromString(connected.id());

    private List<Day> days(LocalDate since) {
        return WORLD.bean(FriendDays.class).since(Set.of(id), since).getOrDefault(id, List.of());
    }

    @Test
    void whoComesAndWhoBlocksIsCountedOnceAndRepeatsAreNot() {
        var before = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        var friend = connected.channel().newUser("さくら");
        var followed = friend.follow();
        connected.channel().newUser("田中").follow();
        friend.write("こんにちは");
        connected.drained();
        connected.channel().again(followed, true);
        friend.block();
        connected.drained();
        assertThat(days(before).stream().mapToLong(Day::added).sum()).isEqualTo(2);
        assertThat(days(before).stream().mapToLong(Day::blocked).sum()).isEqualTo(1);
    }

    @Test
    void daysAreKeptFor400Days() {
        var today = LocalDate.now(ZoneId.of("UTC"));
        for (var back : List.of(0, 399, 401, 800)) {
            WORLD.database()
                    .jdbc()
                    .sql("insert into friend_day (connection_id, day, added, blocked) values (?, ?::date, 1, 0)")
                    .params(id, today.minusDays(back).toString())
                    .update();
        }
        WORLD.bean(Housekeeping.class).forget();
        assertThat(days(LocalDate.EPOCH)).extracting(Day::day).containsExactly(today.minusDays(399), today);
    }
}
