package musubi.console.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import musubi.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The form of a scenario keeps what it is given, and changes as its buttons say. */
class ScenarioFormTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static FormStep step(String key) {
        return FormStep.of(key, Map.of("kind", "MESSAGE", "text", "Text of " + key));
    }

    private static FormStep branch(String key, List<FormStep> then, List<FormStep> otherwise) {
        return new FormStep(key, Map.of("kind", "BRANCH"), then, otherwise);
    }

    private static Map<String, String[]> sent(List<FormStep> steps) {
        var sent = new java.util.HashMap<String, String[]>();
        sent.put("steps", new String[] {StepTree.write(steps)});
        steps.stream()
                .flatMap(FormStep::all)
                .forEach(each -> each.fields()
                        .forEach((name, value) -> sent.put(each.key() + "." + name, new String[] {value})));
        return sent;
    }

    @Test
    void whatIsSentIsWhatWasShown() {
        var random = Seed.random("scenario form");
        for (var i = 0; i < 200; i++) {
            var steps = tree(random, new int[] {0}, 3);
            assertThat(ScenarioForm.of(sent(steps)).steps()).isEqualTo(steps);
        }
    }

    private static List<FormStep> tree(Random random, int[] number, int depth) {
        var steps = new ArrayList<FormStep>();
        for (var i = random.nextInt(4); i > 0; i--) {
            var key = "k" + number[0]++;
            steps.add(
                    depth > 0 && random.nextInt(3) == 0
                            ? branch(key, tree(random, number, depth - 1), tree(random, number, depth - 1))
                            : step(key));
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,a", "a(", "a(b|a),", "a)b", "|a", "a,,", "a(b", "a((((b", "ä,a", "((((((((((((((("})
    void aTreeThatIsNoneLosesNoOtherStepAndDoublesNone(String text) {
        var keys = StepTree.read(text, Map.of()).stream()
                .flatMap(FormStep::all)
                .map(FormStep::key)
                .toList();
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[ab]"));
    }

    @Test
    void buttonsAddMoveAndTakeAway() {
        var form =
                new ScenarioForm(Map.of(), List.of(step("a"), branch("b", List.of(step("c")), List.of()), step("d")));
        assertThat(form.tree()).isEqualTo("a,b(c|),d");
        assertThat(form.changed("add:MESSAGE:first").form().tree()).isEqualTo("s5,a,b(c|),d");
        assertThat(form.changed("add:MESSAGE:first").at()).isEqualTo("s5");
        assertThat(form.changed("add:SET:after:c").form().tree()).isEqualTo("a,b(c,s5|),d");
        assertThat(form.changed("add:BRANCH:else:b").form().tree()).isEqualTo("a,b(c|s5(|)),d");
        assertThat(form.changed("add:END:then:b").form().tree()).isEqualTo("a,b(s5,c|),d");
        assertThat(form.changed("up:d").form().tree()).isEqualTo("a,d,b(c|)");
        assertThat(form.changed("up:a").form().tree()).isEqualTo("a,b(c|),d");
        assertThat(form.changed("down:b").form().tree()).isEqualTo("a,d,b(c|)");
        assertThat(form.changed("remove:b").form().tree()).isEqualTo("a,d");
        assertThat(form.changed("remove:c").form().tree()).isEqualTo("a,b(|),d");
        for (var nothing : List.of("", "save", "add:MESSAGE", "add:NOTHING:first", "add:MESSAGE:after:x", "up:x")) {
            assertThat(form.changed(nothing).form().tree()).isEqualTo("a,b(c|),d");
        }
    }

    @Test
    void aScenarioGoesThroughTheFormUnchanged() {
        var body = JSON.readTree("""
                {"name": "A", "trigger": {"kind": "PROPERTY", "property": "birthday", "offset": {"days": -3, "time": "10:00"}, "yearly": false},
                 "reentry": {"afterDays": 300},
                 "steps": [
                   {"key": "a", "message": {"bubbles": [{"type": "text", "text": "Hello"}]}},
                   {"key": "b", "wait": "PT2H", "messageId": "7b1ff9ac-66d3-4b51-9aa0-63f9d0e0b4c1"},
                   {"key": "c", "wait": {"days": 2, "time": "19:30"}, "message": {"bubbles": [{"type": "sticker", "packageId": "1", "stickerId": "2"}]}},
                   {"key": "d", "branch": {"if": {"property": "plan", "operator": "IN", "value": "gold;silver"},
                     "then": [{"key": "e", "set": {"property": "plan", "value": "blue"}}],
                     "else": [{"key": "f", "branch": {"if": {"clicked": "a"}, "then": [{"key": "g", "end": true}], "else": []}}]}},
                   {"key": "h", "wait": "P3D"},
                   {"key": "i", "wait": "PT90S", "branch": {"if": {"list": "12"}, "then": [], "else": []}}],
                 "exits": ["REPLIED", "CLICKED", {"list": "34"}, {"property": "plan", "operator": "EQ", "value": "x"}],
                 "revision": 4}
                """);
        var form = WrittenScenario.form(body, Map.of("name", "A", "revision", "4"));
        assertThat(ScenarioJson.body(form)).isEqualTo(body);
        assertThat(ScenarioJson.body(ScenarioForm.of(all(form)))).isEqualTo(body);
    }

    private static Map<String, String[]> all(ScenarioForm form) {
        var sent = sent(form.steps());
        form.fields().forEach((name, value) -> sent.put(name, new String[] {value}));
        return sent;
    }

    @Test
    void aProblemIsToldAtItsStep() {
        var body = JSON.readTree("""
                {"steps": [{"key": "a"}, {"key": "b", "branch": {"then": [{"key": "c", "message": {"bubbles": [{"text": "x"}]}}]}}]}
                """);
        assertThat(ScenarioJson.stepOf(body, "steps[1].branch.then[0].message.bubbles[0].text"))
                .contains("c");
        assertThat(ScenarioJson.stepOf(body, "steps[1].branch.if")).contains("b");
        assertThat(ScenarioJson.stepOf(body, "trigger.kind")).isEmpty();
        assertThat(ScenarioJson.stepOf(body, "steps[7].key")).isEmpty();
    }
}
