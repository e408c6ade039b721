package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.HubSpotClient.Reply;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import musubi.sandbox.hubspot.crm.membership.PageFlaws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MembershipTests {

    private static final String LISTS = "/crm/lists/2026-09/";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    private Reply page(long list, String query) {
        return client.get(LISTS + list + "/memberships" + query).expect(200);
    }

    private static List<Long> ids(Reply page) {
        return page.results().stream()
                .map(row -> Long.valueOf(row.path("recordId").asString()))
                .toList();
    }

    /** All members, page by page. */
    private List<Long> walk(long list, int limit) {
        var all = new ArrayList<Long>();
        for (var after = ""; ; ) {
            var page = page(list, "?limit=" + limit + (after.isEmpty() ? "" : "&after=" + after));
            all.addAll(ids(page));
            if (!page.json().has("paging")) {
                return all;
            }
            after = page.at("/paging/next/after");
        }
    }

    @Test
    void membersComeInAscendingRecordIdAHundredAPage() {
        var joined = new ArrayList<>(LongStream.rangeClosed(1, 5_000).boxed().toList());
        Collections.shuffle(joined, new Random(1));
        var list = portal.lists().add("会員", ListKind.MANUAL, joined);
        assertThat(ids(page(list.id(), ""))).hasSize(100).isSorted().startsWith(1L);
        assertThat(walk(list.id(), 250))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 5_000).boxed().toList());
        client.get(LISTS + list.id() + "/memberships?limit=251").expect(400);
        client.get(LISTS + list.id() + "/memberships?after=%21%21").expect(400);
    }

    @Test
    void beforeAloneGoesDownAndAfterComesFirst() {
        var list = portal.lists()
                .add(
                        "会員",
                        ListKind.MANUAL,
                        LongStream.rangeClosed(1, 10).boxed().toList());
        var third = page(list.id(), "?limit=3").at("/paging/next/after");
        assertThat(ids(page(list.id(), "?limit=3&after=" + third))).containsExactly(4L, 5L, 6L);
        assertThat(ids(page(list.id(), "?limit=2&before=" + third))).containsExactly(2L, 1L);
        assertThat(ids(page(list.id(), "?limit=2&before=%s&after=%s".formatted(third, third))))
                .containsExactly(4L, 5L);
        var down = page(list.id(), "?limit=4&before=11");
        assertThat(ids(down)).containsExactly(10L, 9L, 8L, 7L);
        assertThat(ids(page(list.id(), "?limit=4&before=" + down.at("/paging/prev/before"))))
                .containsExactly(6L, 5L, 4L, 3L);
    }

    @Test
    void whoJoinsAndLeavesMeanwhileMovesNobodyElse() {
        var list = portal.lists()
                .add(
                        "会員",
                        ListKind.MANUAL,
                        LongStream.rangeClosed(1, 30).map(n -> n * 10).boxed().toList());
        var left = new ArrayList<>(List.of(10L, 100L, 110L, 300L));
        portal.lists().afterEachPage(() -> {
            // the last of the page just read leaves too: its cursor is still good
            portal.lists().leave(list.id(), left);
            portal.lists().join(list.id(), List.of(5L, 105L, 205L));
        });
        var seen = walk(list.id(), 10);
        portal.lists().afterEachPage(() -> {});
        assertThat(seen).isSorted().doesNotHaveDuplicates().contains(105L, 205L).doesNotContain(5L, 110L, 300L);
        assertThat(seen).hasSize(30 - 2 + 2);
    }

    @Test
    void joinOrderIsByTimeAndDownwardsTheNewestFirst() {
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of(30L, 10L));
        world.clock.advance(Duration.ofMinutes(1));
        portal.lists().join(list.id(), List.of(20L));
        world.clock.advance(Duration.ofMinutes(1));
        portal.lists().join(list.id(), List.of(5L));
        var path = LISTS + list.id() + "/memberships/join-order";
        var first = client.get(path + "?limit=3").expect(200);
        assertThat(ids(first)).containsExactly(10L, 30L, 20L);
        assertThat(first.at("/results/2/membershipTimestamp")).isEqualTo("2026-11-24T03:01:00Z");
        assertThat(ids(client.get(path + "?after=" + first.at("/paging/next/after"))))
                .containsExactly(5L);
        var newest = client.get(path + "?limit=2&before=" + (world.clock.millis() + 1))
                .expect(200);
        assertThat(ids(newest)).containsExactly(5L, 20L);
        assertThat(ids(client.get(path + "?before=" + newest.at("/paging/prev/before"))))
                .containsExactly(30L, 10L);
    }

    @Test
    void aMergedContactStaysInTheListByItsFormerId() {
        var one = portal.createContact(Map.of("lastname", "佐藤")).id();
        var two = portal.createContact(Map.of("lastname", "鈴木")).id();
        var gone = portal.createContact(Map.of("lastname", "高橋")).id();
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of(one, two, gone));
        var survivor = portal.merge(one, two).id();
        portal.archive(gone);
        assertThat(ids(page(list.id(), ""))).containsExactly(one, two);
        var read = client.read(List.of("lastname"), "hs_object_id", "" + one, "" + two);
        assertThat(read.expect(200).results()).hasSize(1);
        assertThat(read.at("/results/0/id")).isEqualTo("" + survivor);
    }

    @Test
    void aPageCanComeOutOfOrder() {
        var list = portal.lists()
                .add(
                        "会員",
                        ListKind.MANUAL,
                        LongStream.rangeClosed(1, 10).boxed().toList());
        portal.lists().flaw(PageFlaws.Kind.REVERSED, 1);
        var reversed = page(list.id(), "?limit=4");
        assertThat(ids(reversed)).containsExactly(4L, 3L, 2L, 1L);
        portal.lists().flaw(PageFlaws.Kind.REPEATED, 1);
        assertThat(ids(page(list.id(), "?limit=4&after=" + reversed.at("/paging/next/after"))))
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(walk(list.id(), 3)).hasSize(10).isSorted();
    }

    @Test
    void membersAreAddedAndRemoved() {
        var one = portal.createContact(Map.of("lastname", "佐藤")).id();
        var two = portal.createContact(Map.of("lastname", "鈴木")).id();
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of()).id();
        var added =
                put(list, "add", "[\"%d\", %d, \"999\"]".formatted(one, two)).expect(200);
        assertThat(added.json().path("recordsIdsAdded")).hasSize(2);
        assertThat(added.at("/recordIdsMissing/0")).isEqualTo("999");
        assertThat(put(list, "add", "[%d]".formatted(one)).json().path("recordsIdsAdded"))
                .isEmpty();
        var removed = put(list, "remove", "[\"%d\"]".formatted(two)).expect(200);
        assertThat(removed.at("/recordIdsRemoved/0")).isEqualTo("" + two);
        var both = put(
                        list,
                        "add-and-remove",
                        "{\"recordIdsToAdd\": [\"%d\"], \"recordIdsToRemove\": [\"%d\"]}".formatted(two, one))
                .expect(200);
        assertThat(both.json().path("recordsIdsAdded")).hasSize(1);
        assertThat(portal.lists().members(list)).containsExactly(two);
        put(list, "add", "{}").expect(400);
        put(list, "add", "nothing").expect(400);
        put(999, "add", "[]").expect(404);
        var dynamic = portal.lists().addDynamic("動的", "lastname").id();
        put(dynamic, "add", "[\"%d\"]".formatted(one)).expect(400);
        put(dynamic, "remove", "[\"%d\"]".formatted(one)).expect(400);
    }

    private Reply put(long list, String what, String body) {
        return client.send("PUT", LISTS + list + "/memberships/" + what, body, "application/json");
    }

    @Test
    void theListsOfARecordAreRead() {
        var one = portal.createContact(Map.of("lastname", "佐藤")).id();
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of(one));
        portal.lists().add("ほか", ListKind.MANUAL, List.of());
        var own = client.get(LISTS + "records/0-1/" + one + "/memberships").expect(200);
        assertThat(own.at("/results/0/listId")).isEqualTo("" + list.id());
        assertThat(own.results()).hasSize(1);
        var inputs = List.of(
                Map.of("objectTypeId", "0-1", "recordId", "" + one), Map.of("objectTypeId", "0-1", "recordId", "1"));
        var several = client.post(LISTS + "records/memberships/batch/read", Map.of("inputs", inputs))
                .expect(200);
        assertThat(several.at("/results/0/recordListMemberships/0/listId")).isEqualTo("" + list.id());
        assertThat(several.json().at("/results/1/recordListMemberships")).isEmpty();
    }

    @Test
    void aMillionMembersArePagedWithoutLookingAtTheOthers() {
        var list = portal.lists()
                .add(
                        "全員",
                        ListKind.MANUAL,
                        LongStream.rangeClosed(1, 1_000_000).boxed().toList());
        portal.rateLimit(0);
        var from = System.nanoTime();
        for (var page = 0; page < 200; page++) {
            assertThat(ids(page(list.id(), "?limit=250&after=" + (page * 5_000L))))
                    .startsWith(page * 5_000L + 1);
        }
        // a scan of the members for each page would take minutes
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void randomJoinsAndLeavesKeepBothOrders() {
        var random = new Random(20_261_127);
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of()).id();
        var expected = new TreeSet<Long>();
        for (var step = 0; step < 20_000; step++) {
            var id = 1L + random.nextInt(6_000);
            if (random.nextInt(3) > 0) {
                expected.add(id);
                portal.lists().join(list, List.of(id));
            } else {
                expected.remove(id);
                portal.lists().leave(list, List.of(id));
            }
            if (step % 50 == 0) {
                world.clock.advance(Duration.ofSeconds(1));
            }
        }
        assertThat(portal.lists().members(list)).containsExactlyElementsOf(expected);
        assertThat(ids(client.get(LISTS + list + "/memberships/join-order?limit=250")))
                .hasSize(250);
    }
}
