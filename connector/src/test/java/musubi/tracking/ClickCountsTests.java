package musubi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.inbox.EventQueue;
import musubi.system.LocalJobs;
import musubi.testing.Seed;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.tracking.counts.Clicks;
import musubi.tracking.step.StepClickListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts on a real database, against a plain model. */
class ClickCountsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestConnection connection = WORLD.connect();

    private UUID tracked(int variants, int links) {
        var id = UUID.randomUUID();
        var all = new ArrayList<TrackedLink>();
        for (var variant = 0; variant < variants; variant++) {
            for (var number = 1; number <= links; number++) {
                all.add(new TrackedLink(variant, number, "https://e.com/" + number, Optional.of("https://e.com/"), ""));
            }
        }
        WORLD.bean(TrackedLinks.class).register(id, UUID.fromString(connection.id()), all);
        return id;
    }

    private static ClickPerson person(long contactId) {
        return new ClickPerson(contactId, "U%032x".formatted(contactId));
    }

    private static LinkToken token(UUID id, int variant, int number, Optional<ClickPerson> person) {
        return new LinkToken(id, variant, number, person, Optional.empty(), false);
    }

    private static ClickBuffer buffer() {
        return WORLD.bean(ClickBuffer.class);
    }

    private static Clicks clicks() {
        return WORLD.bean(Clicks.class);
    }

    private static Clicks.Sum sum(UUID id) {
        return clicks().sums(List.of(id)).getOrDefault(id, Clicks.Sum.NONE);
    }

    /** Another node, with its own memory. */
    private static ClickBuffer another() {
        return new ClickBuffer(
                WORLD.bean(ClickRepository.class),
                WORLD.bean(EventQueue.class),
                WORLD.bean(ClickListener.class),
                WORLD.bean(StepClickListener.class),
                WORLD.bean(TransactionTemplate.class),
                new LocalJobs());
    }

    @Test
    void twoNodesCountAsAPlainModelDoes() {
        var random = Seed.random("ClickCountsTests");
        var ids = List.of(tracked(2, 3), tracked(1, 3));
        var nodes = List.of(buffer(), another());
        Map<UUID, Map<String, Long>> expected = new HashMap<>();
        Map<UUID, Map<String, Set<Long>>> people = new HashMap<>();
        var now = Instant.parse("2026-11-27T10:59:59.900Z");
        for (var round = 0; round < 40; round++) {
            for (var click = 0; click < 50; click++) {
                var id = ids.get(random.nextInt(2));
                var contact = 1L + random.nextInt(30);
                // a person has one variant of a broadcast
                var variant = id.equals(ids.getFirst()) ? (int) (contact % 2) : 0;
                var number = 1 + random.nextInt(3);
                var somebody = random.nextInt(4) > 0;
                nodes.get(random.nextInt(2))
                        .clicked(
                                token(id, variant, number, somebody ? Optional.of(person(contact)) : Optional.empty()),
                                now.plusMillis(random.nextInt(200)));
                var link = variant + "/" + number;
                expected.computeIfAbsent(id, _ -> new HashMap<>()).merge(link, 1L, Long::sum);
                if (somebody) {
                    var of = people.computeIfAbsent(id, _ -> new HashMap<>());
                    of.computeIfAbsent(link, _ -> new HashSet<>()).add(contact);
                    of.computeIfAbsent("any", _ -> new HashSet<>()).add(contact);
                }
            }
            nodes.get(random.nextInt(2)).flush();
        }
        nodes.forEach(ClickBuffer::flush);
        for (var id : ids) {
            for (var link : clicks().links(id)) {
                var key = link.variant() + "/" + link.number();
                assertThat(link.clicks())
                        .as("seed %d", Seed.VALUE)
                        .isEqualTo(expected.getOrDefault(id, Map.of()).getOrDefault(key, 0L));
                assertThat(link.people())
                        .as("seed %d", Seed.VALUE)
                        .isEqualTo(people.getOrDefault(id, Map.of())
                                .getOrDefault(key, Set.of())
                                .size());
            }
            var sum = sum(id);
            assertThat(sum.clicks())
                    .isEqualTo(expected.getOrDefault(id, Map.of()).values().stream()
                            .mapToLong(count -> count)
                            .sum());
            assertThat(sum.people())
                    .isEqualTo(people.getOrDefault(id, Map.of())
                            .getOrDefault("any", Set.of())
                            .size());
            assertThat(pages(id))
                    .containsExactlyInAnyOrderElementsOf(
                            people.getOrDefault(id, Map.of()).getOrDefault("any", Set.of()));
        }
        // at most one hour more for each
        assertThat(rows("click_count", ids)).isLessThanOrEqualTo(2L * (6 + 3 + 2 + 1));
    }

    private static List<Long> pages(UUID id) {
        var all = new ArrayList<Long>();
        var page = clicks().clickers(id, Optional.empty(), 7);
        while (!page.isEmpty()) {
            page.forEach(clicker -> all.add(clicker.contactId()));
            page = clicks().clickers(id, Optional.of(page.getLast()), 7);
        }
        return all;
    }

    private static long rows(String table, List<UUID> ids) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from " + table + " where tracked_id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    @Test
    void clicksOnWhatWasDeletedAreDroppedAndKeepNothingBack() {
        var gone = tracked(1, 1);
        var stays = tracked(1, 1);
        buffer().clicked(token(gone, 0, 1, Optional.of(person(1))), Instant.now());
        buffer().clicked(token(stays, 0, 1, Optional.of(person(1))), Instant.now());
        WORLD.bean(TrackedLinks.class).delete(gone);
        buffer().flush();
        assertThat(clicks().sums(List.of(gone, stays))).isEqualTo(Map.of(stays, new Clicks.Sum(1, 1)));
        assertThat(buffer().waiting()).containsExactly(0, 0);
    }

    @Test
    void whoClickedIsForgottenAndNotCountedAgain() {
        var id = tracked(1, 1);
        var now = Instant.now();
        buffer().clicked(token(id, 0, 1, Optional.of(person(1))), now);
        buffer().flush();
        var jdbc = WORLD.database().jdbc();
        age(jdbc, id);
        WORLD.bean(ForgetClicks.class).forget();
        assertThat(rows("click_person", List.of(id))).isZero();
        buffer().clicked(token(id, 0, 1, Optional.of(person(1))), now);
        buffer().flush();
        assertThat(sum(id)).isEqualTo(new Clicks.Sum(1, 2));
        assertThat(rows("click_person", List.of(id))).isZero();
    }

    private static void age(JdbcClient jdbc, UUID id) {
        jdbc.sql("update tracked set created_at = created_at - interval '181 days' where id = ?")
                .param(id)
                .update();
        jdbc.sql("update click_person set clicked_at = clicked_at - interval '181 days' where tracked_id = ?")
                .param(id)
                .update();
    }

    @Test
    void aFirstClickAndItsEventAreThereTogetherOrNotAtAll() {
        var id = tracked(1, 2);
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("alter table inbox add constraint no_click check (kind <> 'CLICK') not valid")
                .update();
        try {
            buffer().clicked(token(id, 0, 1, Optional.of(person(1))), Instant.now());
            buffer().flush();
            assertThat(rows("click_person", List.of(id))).isZero();
            assertThat(clicks().sums(List.of(id))).isEmpty();
        } finally {
            jdbc.sql("alter table inbox drop constraint no_click").update();
        }
        buffer().clicked(token(id, 0, 2, Optional.of(person(1))), Instant.now());
        buffer().flush();
        assertThat(sum(id)).isEqualTo(new Clicks.Sum(1, 2));
        assertThat(jdbc.sql("select count(*) from inbox where kind = 'CLICK' and connection_id = ?")
                        .param(UUID.fromString(connection.id()))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMillionClicksLeaveRowsForLinksAndPeopleAlone() {
        var id = tracked(1, 5);
        var now = Instant.now();
        var people = IntStream.range(0, 500).mapToObj(ClickCountsTests::person).toList();
        for (var click = 0; click < 1_000_000; click++) {
            buffer().clicked(token(id, 0, 1 + click % 5, Optional.of(people.get(click / 7 % 500))), now);
        }
        assertThat(buffer().waiting().getLast()).isLessThanOrEqualTo(6 * 500);
        buffer().flush();
        assertThat(sum(id)).isEqualTo(new Clicks.Sum(500, 1_000_000));
        assertThat(rows("click_count", List.of(id))).isLessThanOrEqualTo(12);
        assertThat(buffer().waiting()).containsExactly(0, 0);
    }

    @Test
    void whoHasNoRoomIsCountedWithoutTheirPerson() {
        var id = tracked(1, 1);
        var buffer = another();
        for (var contact = 1L; contact <= ClickBuffer.MAX_PEOPLE; contact++) {
            buffer.clicked(token(id, 0, 1, Optional.of(person(contact))), Instant.now());
        }
        assertThat(buffer.waiting().getLast()).isLessThanOrEqualTo(ClickBuffer.MAX_PEOPLE + 1);
        assertThat(buffer.waiting().getFirst()).isLessThanOrEqualTo(2);
    }
}
