package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More people are due at once than are taken on at a time: their contacts are read before. */
class ManyDueTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final String READ = ".*/contacts/batch/read";
    private static final int PEOPLE = 1_500;
    private static final Duration SOON = Duration.ofMinutes(1);

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.hubspot().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private long reads() {
        return it.connection().portal().traffic().calls("POST contacts/batch/read");
    }

    private Scenario entered(List<Contact> contacts) {
        var scenario = it.byHand(send("one", "一 {{ contact.lastname }}", SOON));
        it.enter(scenario, contacts);
        it.connection().portal().traffic().reset();
        return scenario;
    }

    private List<Contact> named(List<Friend> friends) {
        return friends.stream()
                .map(friend -> it.contact(friend, Map.of("lastname", "山田")))
                .toList();
    }

    @Test
    void contactsAreReadBeforeTheyAreDueAndUsedForAMinute() {
        var friends = it.friends(PEOPLE);
        var contacts = named(friends);
        var scenario = entered(contacts);
        WORLD.clock().advance(SOON.minus(RunScenario.AHEAD).plusSeconds(5));
        eventually("a thousand are read", () -> reads() == 10);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).isEmpty());
        // what is done meanwhile counts
        assertThat(it.enrolments().remove(scenario.id(), contacts.getFirst().id()))
                .isTrue();
        WORLD.clock().advance(RunScenario.AHEAD);
        var counts = it.ended(scenario);
        assertThat(friends.subList(1, PEOPLE))
                .allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一 山田"));
        assertThat(texts(friends.getFirst())).isEmpty();
        assertThat(counts.ended()).isEqualTo(Map.of(EndReason.END, PEOPLE - 1L, EndReason.REMOVED, 1L));
        // who was taken out may be among those who were read, and another one comes in the place
        assertThat(reads()).as("nobody is read twice").isBetween(15L, 16L);
    }

    @Test
    void whatWasReadTooLongAgoIsReadAgain() {
        var friends = it.friends(PEOPLE);
        var contacts = named(friends);
        var scenario = entered(contacts);
        WORLD.clock().advance(SOON.minus(RunScenario.AHEAD).plusSeconds(5));
        eventually("a thousand are read", () -> reads() == 10);
        contacts.forEach(contact -> it.connection().portal().update(contact.id(), Map.of("line_opt_out", "YES")));
        WORLD.clock().advance(ReadAhead.FRESH);
        assertThat(it.ended(scenario).ended()).isEqualTo(Map.of(EndReason.OPTED_OUT, (long) PEOPLE));
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).isEmpty());
    }

    @Test
    void aCallThatFailsKeepsNobodyElseBack() {
        var friends = it.friends(250);
        var contacts = named(friends);
        var scenario = entered(contacts);
        WORLD.hubspot()
                .faults()
                .add(Fault.answer("POST", READ, -1, 503, "{}")
                        .onBody("\"" + contacts.getFirst().id() + "\""));
        WORLD.clock().advance(SOON);
        eventually(
                "all others have it",
                () -> friends.stream()
                                .filter(friend -> !texts(friend).isEmpty())
                                .count()
                        >= 150);
        assertThat(texts(friends.getFirst())).isEmpty();
        WORLD.hubspot().faults().clear();
        eventually("nobody is in it", () -> {
            WORLD.clock().advance(Duration.ofSeconds(20));
            return it.rows(scenario) == 0;
        });
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一 山田"));
    }
}
