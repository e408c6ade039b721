package musubi.broadcast.audience;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import musubi.hubspot.HubSpotLists.Members;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;

/** Random lists, read page by page while they change, against plain sets. */
class MergedListsTests {

    private static final int ROUNDS = 150;

    private final Random random = Seed.random("merged-lists");

    /** Lists whose pages begin behind the last id of the page before, as HubSpot's do. */
    private final class Lists implements MemberPages {

        final Map<Long, TreeSet<Long>> members = new HashMap<>();
        final Queue<Thread> readers = new ConcurrentLinkedQueue<>();
        final int pageSize = random.nextInt(1, 9);

        @Override
        public synchronized Members.Page page(long listId, String after) {
            readers.add(Thread.currentThread());
            var behind = after.isEmpty() ? 0 : Long.parseLong(after);
            var rest = members.getOrDefault(listId, new TreeSet<>()).tailSet(behind, false);
            var page = rest.stream().limit(pageSize).toList();
            return new Members.Page(
                    page, rest.size() > pageSize ? Optional.of(Long.toString(page.getLast())) : Optional.empty());
        }

        synchronized void change(long listId, long id, boolean joins) {
            var list = members.computeIfAbsent(listId, _ -> new TreeSet<>());
            if (joins) {
                list.add(id);
            } else {
                list.remove(id);
            }
        }

        MergedLists open(List<Long> lists, List<Long> except, AudiencePlace place) {
            return new MergedLists(streams(lists, place), streams(except, place), place.last());
        }

        private Map<Long, SortedIds> streams(List<Long> ids, AudiencePlace place) {
            var opened = new TreeMap<Long, SortedIds>();
            ids.forEach(id -> opened.put(
                    id,
                    place.whole()
                            ? new WholeList(this, id, place.last())
                            : new ListStream(this, id, place.lists().getOrDefault(id, ""), place.last())));
            return opened;
        }
    }

    private final List<Long> lists = new ArrayList<>();
    private final List<Long> except = new ArrayList<>();

    private Lists random() {
        var all = new Lists();
        lists.clear();
        except.clear();
        for (var id = 1L; id <= random.nextInt(1, 5); id++) {
            lists.add(id);
        }
        for (var id = 11L; id <= 10 + random.nextInt(0, 4); id++) {
            except.add(id);
        }
        for (var list : all(lists, except)) {
            for (var left = random.nextInt(60); left > 0; left--) {
                all.change(list, random.nextLong(1, 120), true);
            }
        }
        return all;
    }

    private static List<Long> all(List<Long> some, List<Long> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Set<Long> expected(Lists all) {
        var expected = new TreeSet<Long>();
        lists.forEach(id -> expected.addAll(all.members.getOrDefault(id, new TreeSet<>())));
        except.forEach(id -> expected.removeAll(all.members.getOrDefault(id, new TreeSet<>())));
        return expected;
    }

    private static List<Long> read(MergedLists merged, int atMost) {
        var read = new ArrayList<Long>();
        while (read.size() < atMost) {
            var id = merged.next();
            if (id == SortedIds.END) {
                break;
            }
            read.add(id);
        }
        return read;
    }

    @Test
    void everybodyInTheListsAndInNoneOfTheExcludedComesOnceInOrder() {
        for (var round = 0; round < ROUNDS; round++) {
            var all = random();
            try (var merged = all.open(lists, except, new AudiencePlace(0, Map.of(), random.nextBoolean()))) {
                assertThat(read(merged, Integer.MAX_VALUE))
                        .as("seed %d, round %d", Seed.VALUE, round)
                        .containsExactlyElementsOf(expected(all));
                assertThat(merged.next()).isEqualTo(SortedIds.END);
            }
        }
    }

    @Test
    void resumedAtAnyPlaceItGoesOnWithTheSamePeople() {
        for (var round = 0; round < ROUNDS; round++) {
            var all = random();
            var expected = List.copyOf(expected(all));
            var read = new ArrayList<Long>();
            var place = new AudiencePlace(0, Map.of(), random.nextInt(4) == 0);
            while (true) {
                try (var merged = all.open(lists, except, place)) {
                    var some = read(merged, random.nextInt(1, 9));
                    read.addAll(some);
                    if (some.isEmpty()) {
                        break;
                    }
                    place = new AudiencePlace(merged.passed(), merged.places(), place.whole());
                }
            }
            assertThat(read).as("seed %d, round %d", Seed.VALUE, round).isEqualTo(expected);
        }
    }

    @Test
    void whoStaysInTheListsWhileTheyChangeIsThereOnce() {
        for (var round = 0; round < ROUNDS; round++) {
            var all = random();
            var stay = expected(all);
            var ever = new TreeSet<Long>();
            lists.forEach(id -> ever.addAll(all.members.getOrDefault(id, new TreeSet<>())));
            var read = new ArrayList<Long>();
            try (var merged = all.open(lists, except, AudiencePlace.START)) {
                for (var id = merged.next(); id != SortedIds.END; id = merged.next()) {
                    read.add(id);
                    var other = random.nextLong(1, 120);
                    var list = lists.get(random.nextInt(lists.size()));
                    if (random.nextBoolean()) {
                        ever.add(other);
                        all.change(list, other, true);
                    } else if (!stay.contains(other)) {
                        all.change(list, other, false);
                    }
                }
            }
            assertThat(read)
                    .as("seed %d, round %d", Seed.VALUE, round)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(read).as("seed %d, round %d", Seed.VALUE, round).containsAll(stay);
            assertThat(ever).as("seed %d, round %d", Seed.VALUE, round).containsAll(read);
        }
    }

    @Test
    void aPageOutOfOrderIsNoticedHoweverFarItIsRead() {
        MemberPages pages = (_, after) -> after.isEmpty()
                ? new Members.Page(List.of(1L, 5L, 9L), Optional.of("9"))
                : new Members.Page(List.of(7L, 12L), Optional.empty());
        try (var merged = new MergedLists(Map.of(1L, new ListStream(pages, 1, "", 0)), Map.of(), 0)) {
            assertThat(read(merged, 3)).containsExactly(1L, 5L, 9L);
            assertThatThrownBy(merged::next).isInstanceOf(OutOfOrderException.class);
        }
        try (var whole = new MergedLists(Map.of(1L, new WholeList(pages, 1, 5)), Map.of(), 5)) {
            assertThat(read(whole, 9)).containsExactly(7L, 9L, 12L);
        }
    }

    @Test
    void whatReadsAheadEndsWhenNobodyWantsMore() {
        var all = new Lists();
        for (var id = 1L; id < 2_000; id++) {
            all.change(1, id, true);
        }
        var merged = all.open(List.of(1L), List.of(), AudiencePlace.START);
        assertThat(merged.next()).isEqualTo(1);
        merged.close();
        eventually("its reader has ended", () -> all.readers.stream().noneMatch(Thread::isAlive));
        assertThat(all.readers.size()).as("pages read for one member").isLessThan(10);
    }
}
