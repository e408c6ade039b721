package musubi.scenario.trigger;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotException;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who joins the list of a scenario comes in, once each time. */
class JoinedListTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final PollList poll = WORLD.bean(PollList.class);

    @AfterEach
    void nothingGoesOn() {
        WORLD.hubspot().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private long list(List<Contact> members) {
        return it.connection()
                .portal()
                .lists()
                .add("A", ListKind.MANUAL, members.stream().map(Contact::id).toList())
                .id();
    }

    private Scenario scenario(long list, boolean includeMembers) {
        return it.scenario(
                new Trigger.JoinedList(list, includeMembers),
                new Reentry.AfterEnd(),
                List.of(),
                send("one", "一", Duration.ofDays(1)));
    }

    private void poll(Scenario scenario) {
        var connection = WORLD.bean(Connections.class)
                .find(UUID.fromString(it.connection().id()))
                .orElseThrow();
        poll.poll(
                connection, scenario, (Trigger.JoinedList) scenario.definition().trigger(), () -> true);
    }

    private void join(long list, List<Contact> members) {
        it.connection()
                .portal()
                .lists()
                .join(list, members.stream().map(Contact::id).toList());
    }

    @Test
    void whoJoinsLaterComesInAndWhoIsInItDoesNot() {
        var contacts = it.contacts(it.friends(4));
        var list = list(contacts.subList(0, 2));
        WORLD.clock().advance(Duration.ofMinutes(1));
        var scenario = scenario(list, false);
        poll(scenario);
        assertThat(it.rows(scenario)).isZero();
        WORLD.clock().advance(Duration.ofMinutes(1));
        join(list, contacts.subList(2, 4));
        poll(scenario);
        poll(scenario);
        assertThat(ids(scenario))
                .containsExactlyInAnyOrder(contacts.get(2).id(), contacts.get(3).id());
    }

    private List<Long> ids(Scenario scenario) {
        return it.enrolments().page(scenario.id(), 0, 10_000).stream()
                .map(person -> person.contactId())
                .toList();
    }

    @Test
    void membersComeInWhereTheScenarioSaysSoHoweverManyThereAre() {
        var friends = it.friends(620);
        var contacts = it.contacts(friends);
        var list = list(contacts);
        var scenario = scenario(list, true);
        WORLD.clock().advance(Duration.ofHours(1));
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/join-order.*", 1, 503, ""));
        try {
            poll(scenario);
        } catch (HubSpotException again) {
            poll(scenario);
        }
        assertThat(it.rows(scenario)).isEqualTo(620);
        // pages whose members joined long ago are not read again
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from list_seen where scenario_id = ?")
                        .param(scenario.id())
                        .query(Long.class)
                        .single())
                .isBetween(1L, 250L);
        WORLD.clock().advance(Duration.ofDays(1));
        it.ended(scenario);
        // the same members are no new ones
        poll(scenario);
        assertThat(it.rows(scenario)).isZero();
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
    }

    @Test
    void whoIsNoFriendDoesNotComeInAndWhoWasLeftOutOfAnAnswerDoesLater() {
        var contacts = it.contacts(it.friends(2));
        var blocked = it.contact(it.friends(1).getFirst(), Map.of("line_follow", "NO"));
        var stranger = it.connection().portal().createContact(Map.of("email", "c@example.com"));
        var list = list(List.of(contacts.get(0), contacts.get(1), blocked, stranger));
        var scenario = scenario(list, true);
        it.connection()
                .portal()
                .readsFail(ReadFlaw.LEFT_OUT, Set.of("" + contacts.getFirst().id()), 1);
        poll(scenario);
        assertThat(ids(scenario)).containsExactly(contacts.getLast().id());
        poll(scenario);
        assertThat(ids(scenario))
                .containsExactlyInAnyOrder(
                        contacts.getFirst().id(), contacts.getLast().id());
    }
}
