package musubi.result;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ContactList;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HubSpot lists of who opened a link of a broadcast, or did not. */
class BroadcastListTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final String CREATE = "/crm/lists/[0-9-]+";

    private final ResultCalls results = new ResultCalls(WORLD);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    private String sentWithLinks(String title, List<Contact> people) {
        return results.sent(
                title,
                people,
                Map.of("message", BroadcastCalls.message("https://shop.example.com/sale"), "tracking", "PERSON"));
    }

    /** Clicks of people, who are known by their record ids alone. */
    private static void click(String id, List<Contact> people) {
        people.forEach(contact -> WORLD.database()
                .jdbc()
                .sql(
                        "insert into click_person (tracked_id, number, contact_id, variant, clicked_at) values (?, 0, ?, 0, ?)")
                .params(
                        UUID.fromString(id),
                        contact.id(),
                        WORLD.clock().instant().minusSeconds(1).atOffset(java.time.ZoneOffset.UTC))
                .update());
    }

    private String made(String id, String of, String name) {
        return results.calls()
                .call("POST", "/api/broadcasts/" + id + "/list", Map.of("of", of, "name", name), 202)
                .path("listId")
                .asString("");
    }

    private ContactList list(String listId) {
        return results.calls().connection().portal().lists().all().stream()
                .filter(list -> listId.equals("" + list.id()))
                .findFirst()
                .orElseThrow();
    }

    private Set<Long> members(String listId) {
        return Set.copyOf(results.calls().connection().portal().lists().members(Long.parseLong(listId)));
    }

    private void has(String listId, Set<Long> expected) {
        eventually("the list %s has %s: %s".formatted(listId, expected, members(listId)), () -> {
            WORLD.clock().advance(Duration.ofSeconds(30));
            return members(listId).equals(expected);
        });
    }

    private static Set<Long> ids(List<Contact> people) {
        return Set.copyOf(people.stream().map(Contact::id).toList());
    }

    @Test
    void whoClickedAndWhoDidNotAreListed() {
        var people = results.people(5);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people.subList(0, 2));
        var clicked = made(id, "CLICKED", "Sale: clicked");
        assertThat(list(clicked).name()).isEqualTo("Sale: clicked");
        has(clicked, ids(people.subList(0, 2)));
        var not = made(id, "NOT_CLICKED", "Sale: not clicked");
        has(not, ids(people.subList(2, 5)));
        assertThat(made(id, "CLICKED", "Sale: clicked")).isEqualTo(clicked);
        assertThat(problem(id, "NOT_CLICKED", "Sale: clicked", 422)).isEqualTo("NAME_TAKEN");
        assertThat(problem(id, "CLICKED", " ", 422)).isEqualTo("NAME_INVALID");
        results.calls().call("POST", "/api/broadcasts/" + id + "/list", Map.of("name", "x"), 400);
        results.calls()
                .call(
                        "POST",
                        "/api/broadcasts/" + UUID.randomUUID() + "/list",
                        Map.of("of", "CLICKED", "name", "x"),
                        404);
    }

    private String problem(String id, String of, String name, int status) {
        return results.calls()
                .call("POST", "/api/broadcasts/" + id + "/list", Map.of("of", of, "name", name), status)
                .at("/errors/0/code")
                .asString("");
    }

    @Test
    void moreThanAPageOfThem() {
        var people = results.people(720);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people.subList(0, 510));
        has(made(id, "CLICKED", "Clicked"), ids(people.subList(0, 510)));
        has(made(id, "NOT_CLICKED", "Not clicked"), ids(people.subList(510, 720)));
    }

    @Test
    void whoWasMergedIsListedAsWhoTheyAreNow() {
        var portal = results.calls().connection().portal();
        var people = results.people(5);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people.subList(0, 2));
        var merged = portal.merge(people.get(0).id(), people.get(2).id());
        portal.archive(people.get(1).id());
        has(made(id, "CLICKED", "Clicked"), Set.of(merged.id()));
        has(made(id, "NOT_CLICKED", "Not clicked"), ids(people.subList(3, 5)));
    }

    @Test
    void whatAnAnswerLeavesOutIsAskedForAgain() {
        var portal = results.calls().connection().portal();
        var people = results.people(4);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people.subList(0, 2));
        var merged = portal.merge(people.get(2).id(), people.get(0).id());
        portal.archive(people.get(1).id());
        var ids = people.subList(0, 2).stream().map(Contact::id).toList();
        var faults = WORLD.hubspot().faults();
        faults.add(Fault.answer("PUT", ".*/memberships/add", 1, 200, """
                {"recordsIdsAdded": [], "recordIdsRemoved": [], "recordIdsMissing": ["%d", "%d"]}""".formatted(ids.get(0), ids.get(1))));
        // of the one that was merged nothing is said
        faults.add(Fault.answer("POST", "/crm/objects/[0-9-]+/contacts/batch/read", 1, 207, """
                {"status": "COMPLETE", "results": [], "numErrors": 1, "errors": [
                  {"status": "error", "category": "OBJECT_NOT_FOUND", "context": {"ids": ["%d"]}}]}""".formatted(ids.get(1))));
        has(made(id, "CLICKED", "Clicked"), Set.of(merged.id()));
    }

    @Test
    void whatCannotBeIsSaid() {
        var people = results.people(1);
        var draft = results.calls()
                .draft(Map.of("message", BroadcastCalls.message("Hello"), "audience", Map.of("allFriends", true)));
        assertThat(problem(draft, "CLICKED", "A", 409)).isEqualTo("NOT_SENT");
        var off = results.sent("Off", people, Map.of("tracking", "OFF"));
        assertThat(problem(off, "CLICKED", "A", 409)).isEqualTo("NOT_COUNTED");
        WORLD.hubspot().faults().add(Fault.answer("POST", ResultCalls.UPDATE, 1_000, 503, ""));
        var left = sentWithLinks("Left", people);
        assertThat(problem(left, "NOT_CLICKED", "A", 409)).isEqualTo("UNFINISHED");
        results.options(Map.of("updateContacts", "CLICKERS"));
        var some = sentWithLinks("Some", people);
        assertThat(problem(some, "NOT_CLICKED", "A", 409)).isEqualTo("NOT_UPDATED");
        WORLD.clock().advance(Duration.ofDays(181));
        assertThat(problem(some, "CLICKED", "A", 409)).isEqualTo("TOO_OLD");
    }

    @Test
    void aScopeThatIsMissingIsNamedAndNothingIsLeft() {
        var portal = results.calls().connection().portal();
        var people = results.people(1);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people);
        portal.scopes(
                portal.accessToken(),
                Set.of(
                        "crm.objects.contacts.read",
                        "crm.objects.contacts.write",
                        "crm.lists.read",
                        "crm.schemas.contacts.read",
                        "crm.schemas.contacts.write"));
        assertThat(results.calls()
                        .call("POST", "/api/broadcasts/" + id + "/list", Map.of("of", "CLICKED", "name", "A"), 502)
                        .path("detail")
                        .asString(""))
                .contains("crm.lists.write");
        portal.scopes(
                portal.accessToken(),
                Set.of(
                        "crm.objects.contacts.read",
                        "crm.objects.contacts.write",
                        "crm.lists.read",
                        "crm.lists.write",
                        "crm.schemas.contacts.read",
                        "crm.schemas.contacts.write"));
        has(made(id, "CLICKED", "A"), ids(people));
    }

    @Test
    void anAnswerThatIsLostMakesNoSecondList() {
        var people = results.people(2);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people);
        for (var kind : List.of(Fault.Kind.CUT_AFTER, Fault.Kind.CUT_BEFORE)) {
            WORLD.hubspot().faults().add(Fault.of(kind, "POST", CREATE, 1, Duration.ZERO));
            has(made(id, "CLICKED", kind.name()), ids(people));
            assertThat(results.calls().connection().portal().lists().all().stream()
                            .filter(list -> list.name().equals(kind.name())))
                    .hasSize(1);
        }
    }

    @Test
    void whatHubSpotDoesNotAnswerGoesOnByItselfAlsoAfterARestart() {
        var people = results.people(3);
        var id = sentWithLinks("Sale", people);
        results.writtenSoon(id);
        click(id, people);
        WORLD.hubspot().faults().add(Fault.answer("POST", CREATE, 1_000, 503, ""));
        results.calls().call("POST", "/api/broadcasts/" + id + "/list", Map.of("of", "CLICKED", "name", "A"), 503);
        WORLD.stop();
        WORLD.start();
        WORLD.hubspot().faults().clear();
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "PUT", ".*/memberships/add", 1, Duration.ZERO));
        eventually("it is there", () -> {
            WORLD.clock().advance(Duration.ofSeconds(30));
            return results.calls().connection().portal().lists().all().stream()
                    .anyMatch(list -> list.name().equals("A"));
        });
        has(made(id, "CLICKED", "A"), ids(people));
    }
}
