package musubi.workflow;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.workflow.CustomAction;
import musubi.sandbox.hubspot.workflow.ExecutionState;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a workflow in HubSpot into a scenario, and out of it. */
class ScenarioActionTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);
    private final ScenarioWorld scenarios =
            new ScenarioWorld(WORLD, calls.calls().connection());

    @AfterEach
    void asAtFirst() {
        calls.workflows().times(1);
    }

    private Scenario scenario(Reentry reentry, Step... steps) {
        return scenarios.scenario(new Trigger.Manual(), reentry, List.of(), steps);
    }

    private static Step later() {
        return ScenarioWorld.send("later", "Later", Duration.ofHours(5));
    }

    private static Map<String, String> to(Scenario scenario, String what) {
        return Map.of("scenario", scenario.id().toString(), "do", what);
    }

    private List<String> execute(List<Contact> contacts, Map<String, String> inputs) {
        return calls.workflows()
                .execute(
                        CustomAction.SCENARIO,
                        calls.portalId(),
                        contacts.stream()
                                .map(contact -> Long.toString(contact.id()))
                                .toList(),
                        inputs);
    }

    private Map<String, String> outputs(Contact contact, Map<String, String> inputs) {
        return calls.outputs(execute(List.of(contact), inputs).getFirst());
    }

    @Test
    void aWorkflowPutsAContactInAndTakesItOut() {
        var contact = scenarios.contact(scenarios.friends(1).getFirst(), Map.of());
        var scenario = scenario(new Reentry.Never(), later());
        var id = execute(List.of(contact), to(scenario, "ADD")).getFirst();
        assertThat(calls.ended(id).state()).isEqualTo(ExecutionState.COMPLETED);
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "ADDED"));
        assertThat(scenarios.rows(scenario)).isEqualTo(1);
        assertThat(outputs(contact, to(scenario, "ADD")))
                .isEqualTo(Map.of("status", "UNCHANGED", "reason", "ALREADY_IN"));
        assertThat(outputs(contact, to(scenario, "REMOVE"))).isEqualTo(Map.of("status", "REMOVED"));
        assertThat(scenarios.rows(scenario)).isZero();
        assertThat(scenarios.counts(scenario).ended()).isEqualTo(Map.of(EndReason.REMOVED, 1L));
        assertThat(outputs(contact, to(scenario, "REMOVE")))
                .isEqualTo(Map.of("status", "UNCHANGED", "reason", "NOT_IN"));
        assertThat(outputs(contact, to(scenario, "ADD")))
                .isEqualTo(Map.of("status", "UNCHANGED", "reason", "NOT_AGAIN"));
    }

    /** HubSpot repeats a request for up to three days. */
    @Test
    void aRepeatPutsNobodyInOnceMore() {
        var friend = scenarios.friends(1).getFirst();
        var contact = scenarios.contact(friend, Map.of());
        var scenario = scenario(new Reentry.AfterEnd(), ScenarioWorld.send("a", "Hello", Duration.ZERO));
        var inputs = to(scenario, "ADD");
        var id = execute(List.of(contact), inputs).getFirst();
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "ADDED"));
        scenarios.ended(scenario);
        calls.workflows().again(id, Long.toString(contact.id()), inputs);
        assertThat(calls.workflows().find(id).statuses()).containsExactly(200, 200);
        assertThat(scenarios.rows(scenario)).isZero();
        assertThat(outputs(contact, inputs)).as("another execution").isEqualTo(Map.of("status", "ADDED"));
        scenarios.ended(scenario);
        assertThat(ScenarioWorld.texts(friend)).containsExactly("Hello", "Hello");
        // what would be refused by now is answered as it was
        WORLD.bean(Scenarios.class).disable(scenario.id());
        calls.workflows().again(id, Long.toString(contact.id()), inputs);
        assertThat(calls.workflows().find(id).statuses()).containsOnly(200);
        assertThat(scenarios.rows(scenario)).isZero();
        assertThat(states()).hasSize(2);
    }

    @Test
    void eachOfManyThatIsSentThreeTimesComesInOnce() {
        var people = 200;
        var contacts = scenarios.contacts(scenarios.friends(people));
        var scenario = scenario(new Reentry.AfterEnd(), later());
        calls.workflows().times(3);
        var ids = execute(contacts, to(scenario, "ADD"));
        assertThat(ids.stream().map(calls::outputs).collect(Collectors.toSet()))
                .containsExactly(Map.of("status", "ADDED"));
        assertThat(scenarios.rows(scenario)).isEqualTo(people);
        assertThat(scenarios.counts(scenario).of("later", StepCount.WAITING)).isEqualTo(people);
    }

    /** Who is in it and what was answered are stored together, or not at all. */
    @Test
    void whatCannotBeStoredIsCarriedOutByTheRepeat() {
        var contact = scenarios.contact(scenarios.friends(1).getFirst(), Map.of());
        var scenario = scenario(new Reentry.Never(), later());
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("alter table scenario_step_count rename to elsewhere").update();
        var id = execute(List.of(contact), to(scenario, "ADD")).getFirst();
        try {
            eventually("it fails", () -> calls.workflows().find(id).statuses().contains(503));
            assertThat(scenarios.rows(scenario)).isZero();
            assertThat(states()).isEmpty();
        } finally {
            jdbc.sql("alter table elsewhere rename to scenario_step_count").update();
        }
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "ADDED"));
        assertThat(scenarios.rows(scenario)).isEqualTo(1);
    }

    @Test
    void whatCannotBeCarriedOutLetsTheWorkflowGoOnAtOnce() {
        var contact = scenarios.contact(scenarios.friends(1).getFirst(), Map.of());
        var scenario = scenario(new Reentry.Never(), later());
        refused(contact, Map.of("do", "ADD"), "SCENARIO_MISSING");
        refused(contact, Map.of("scenario", "hello", "do", "ADD"), "NO_SUCH_SCENARIO");
        refused(contact, Map.of("scenario", UUID.randomUUID().toString(), "do", "ADD"), "NO_SUCH_SCENARIO");
        refused(contact, Map.of("scenario", scenario.id().toString()), "WRONG_INPUT");
        refused(contact, to(scenario, "MOVE"), "WRONG_INPUT");
        WORLD.bean(Scenarios.class).disable(scenario.id());
        refused(contact, to(scenario, "ADD"), "SCENARIO_OFF");
        assertThat(outputs(contact, to(scenario, "REMOVE")))
                .as("one that is off can be left")
                .isEqualTo(Map.of("status", "UNCHANGED", "reason", "NOT_IN"));
        WORLD.bean(Scenarios.class).enable(scenario.id());
        var other = WORLD.hubspot().addPortal(PortalOptions.defaults());
        var id = calls.workflows()
                .execute(CustomAction.SCENARIO, other.id(), List.of("1"), to(scenario, "ADD"))
                .getFirst();
        assertThat(calls.outputs(id)).as("of another portal").containsEntry("reason", "NO_SUCH_SCENARIO");
        assertThat(scenarios.rows(scenario)).isZero();
    }

    private void refused(Contact contact, Map<String, String> inputs, String reason) {
        var id = execute(List.of(contact), inputs).getFirst();
        assertThat(calls.ended(id).state()).isEqualTo(ExecutionState.FAILED_ON);
        assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "REFUSED", "reason", reason));
    }

    /** Nobody is asked before: it is looked at when the first step is due. */
    @Test
    void whoMayGetNoMessagesLeavesAtTheFirstStep() {
        var friends = scenarios.friends(2);
        var contacts = List.of(
                scenarios.contact(friends.get(0), Map.of("line_follow", "NO")),
                scenarios.contact(friends.get(1), Map.of("line_opt_out", "YES")));
        var scenario = scenario(new Reentry.Never(), ScenarioWorld.send("a", "Hello", Duration.ZERO));
        execute(contacts, to(scenario, "ADD"))
                .forEach(id -> assertThat(calls.outputs(id)).isEqualTo(Map.of("status", "ADDED")));
        assertThat(scenarios.ended(scenario).ended()).isEqualTo(Map.of(EndReason.BLOCKED, 1L, EndReason.OPTED_OUT, 1L));
        friends.forEach(friend -> assertThat(friend.received()).isEmpty());
    }

    @Test
    void theEditorOfAWorkflowOffersScenarios() throws Exception {
        var on = scenario(new Reentry.Never(), later());
        var off = scenario(new Reentry.Never(), later());
        WORLD.bean(Scenarios.class).disable(off.id());
        var choices = calls.workflows().options(calls.portalId(), "scenarios", Map.of(), "welc", "");
        assertThat(choices.path("options")
                        .valueStream()
                        .map(choice -> choice.path("value").asString(""))
                        .toList())
                .containsExactly(on.id().toString(), off.id().toString());
        assertThat(calls.workflows()
                        .options(calls.portalId(), "scenarios", Map.of(), "birthday", "")
                        .path("options"))
                .isEmpty();
        assertThat(Optional.of(choices.path("options").path(0).path("label").asString("")))
                .hasValue("Welcome");
    }

    @Test
    void nobodyRestsInAnExecution() {
        var contact = scenarios.contact(scenarios.friends(1).getFirst(), Map.of());
        var scenario = scenario(new Reentry.Never(), later());
        var ignored = outputs(contact, to(scenario, "ADD"));
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select t::text from workflow_execution t where connection_id = ?::uuid")
                        .param(calls.connectionId())
                        .query(String.class)
                        .list())
                .hasSize(1)
                .noneMatch(row -> row.contains("," + contact.id() + ","));
    }

    private List<String> states() {
        return calls.states();
    }
}
