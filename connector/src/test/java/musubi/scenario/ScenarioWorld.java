package musubi.scenario;

import static musubi.testing.Waits.eventually;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import musubi.scenario.definition.Wait;
import musubi.scenario.store.ScenarioRepository;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection without quiet hours, its scenarios, and friends who are contacts. */
public record ScenarioWorld(TestWorld world, TestConnection connection) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public ScenarioWorld(TestWorld world) {
        this(world, world.connect());
        quiet(null);
    }

    /** Sets its quiet hours. */
    public void quiet(@Nullable Map<String, String> hours) {
        var options = new HashMap<String, Object>();
        options.put("quietHours", hours);
        var answer = world.api("PATCH", "/api/connections/" + connection.id(), Map.of("options", options));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    public static JsonNode text(String text) {
        return JSON.valueToTree(Map.of("bubbles", List.of(Map.of("type", "text", "text", text))));
    }

    /** A message. */
    public static Step send(String key, String text, Duration wait) {
        return step(key, wait, new StepAction.Send(Optional.of(text(text)), Optional.empty()));
    }

    public static Step step(String key, Duration wait, StepAction action) {
        return new Step(key, wait.isZero() ? Optional.empty() : Optional.of(new Wait.For(wait)), action, false);
    }

    /** One that is switched on. */
    public Scenario scenario(Trigger trigger, Reentry reentry, List<Exit> exits, Step... steps) {
        var now = world.bean(Clock.class).instant().truncatedTo(ChronoUnit.MILLIS);
        var scenario = new Scenario(
                UUID.randomUUID(),
                UUID.fromString(connection.id()),
                "Welcome",
                Optional.of(now),
                1,
                1,
                new Definition(trigger, reentry, List.of(steps), exits),
                now,
                now);
        world.bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> world.bean(ScenarioRepository.class).insert(scenario));
        return scenario;
    }

    public Scenario byHand(Step... steps) {
        return scenario(new Trigger.Manual(), new Reentry.Never(), List.of(), steps);
    }

    /** Friends, without an event for each. */
    public List<Friend> friends(int people) {
        connection.channel().useWebhook(false);
        return connection.channel().crowd(people);
    }

    public Contact contact(Friend friend, Map<String, String> more) {
        var values = new HashMap<String, String>();
        values.put("line_user_id", friend.userId());
        values.put("line_follow", "YES");
        values.putAll(more);
        return connection.portal().createContact(values);
    }

    public List<Contact> contacts(List<Friend> friends) {
        var contacts = new ArrayList<Contact>();
        friends.forEach(friend -> contacts.add(contact(friend, Map.of())));
        return contacts;
    }

    public Enrolments enrolments() {
        return world.bean(Enrolments.class);
    }

    public Enrolments.Entered enter(Scenario scenario, List<Contact> contacts) {
        return enrolments().enter(scenario, contacts.stream().map(Contact::id).toList());
    }

    public ScenarioCounts counts(Scenario scenario) {
        return world.bean(Scenarios.class)
                .counts(List.of(scenario.id()))
                .getOrDefault(scenario.id(), ScenarioCounts.NOBODY);
    }

    /** Waits until nobody is in it, and looks whether the numbers say so too. */
    public ScenarioCounts ended(Scenario scenario) {
        eventually("nobody is in it", () -> rows(scenario) == 0);
        return counts(scenario);
    }

    public long rows(Scenario scenario) {
        return world.database()
                .jdbc()
                .sql("select count(*) from enrolment where scenario_id = ?")
                .param(scenario.id())
                .query(Long.class)
                .single();
    }

    /** Waits until that many wait in a step. */
    public void waiting(Scenario scenario, String step, int people) {
        eventually(
                people + " wait in " + step,
                () -> enrolments().page(scenario.id(), 0, 10_000).stream()
                                .filter(person -> person.stepKey().equals(step) && !person.sending())
                                .count()
                        == people);
    }

    public static List<String> texts(Friend friend) {
        return friend.received().stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }
}
