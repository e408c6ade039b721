package musubi.scenario.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import musubi.scenario.definition.DefinitionProblem.Code;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** What an edit of a scenario is, and where people can go by it. */
class EditTests {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    /** Of letters: messages; {@code b{xy|z}} is a branch, {@code -a} retired, {@code ;} ends one list. */
    private static Definition of(String steps) {
        return DefinitionReader.stored(
                LENIENT.readTree("{trigger:{kind:'MANUAL'},steps:" + new Shorthand(steps).list() + "}"));
    }

    private static final class Shorthand {

        private final String text;
        private int at;

        Shorthand(String text) {
            this.text = text;
        }

        String list() {
            var steps = new StringBuilder("[");
            while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != '}') {
                var retired = text.charAt(at) == '-';
                at += retired ? 1 : 0;
                var key = text.charAt(at++);
                steps.append(steps.length() > 1 ? "," : "")
                        .append("{key:'")
                        .append(key)
                        .append("',");
                if (at < text.length() && text.charAt(at) == '{') {
                    at++;
                    steps.append("branch:{if:{list:1},then:").append(list());
                    at++;
                    steps.append(",else:").append(list()).append("}");
                    at++;
                } else {
                    steps.append("message:{text:'").append(key).append("'}");
                }
                steps.append(",retired:").append(retired).append("}");
            }
            return steps.append("]").toString();
        }
    }

    private static String shown(List<Step> steps) {
        return steps.stream()
                .map(step -> (step.retired() ? "-" : "")
                        + step.key()
                        + (step.action() instanceof StepAction.Branch branch
                                ? "{" + shown(branch.then()) + "|" + shown(branch.otherwise()) + "}"
                                : ""))
                .collect(Collectors.joining());
    }

    private static String edited(String from, String wanted) {
        var edit = new Edit(of(from), of(wanted));
        assertThat(edit.problems()).isEmpty();
        return shown(edit.result().steps());
    }

    @Test
    void whatIsLeftOutIsRetiredWhereItWas() {
        assertThat(edited("abc", "ac")).isEqualTo("a-bc");
        assertThat(edited("abc", "c")).isEqualTo("-a-bc");
        assertThat(edited("a-bc", "ac")).isEqualTo("a-bc");
        assertThat(edited("a-bc", "axc")).isEqualTo("a-bxc");
        assertThat(edited("a-bc", "acb")).isEqualTo("acb");
        assertThat(edited("ap{xy|z}c", "ap{y|}c")).isEqualTo("ap{-xy|-z}c");
        assertThat(edited("ap{xy|z}c", "ac")).isEqualTo("a-p{-x-y|-z}c");
        // what was in it stays somewhere else
        assertThat(edited("ap{xy|z}c", "axc")).isEqualTo("a-p{-y|-z}xc");
        assertThat(edited("a-p{-x|}c", "ap{x|}c")).isEqualTo("ap{x|}c");
    }

    @Test
    void aKeyStaysThatOfItsKind() {
        var edit = new Edit(of("a-bc"), of("acb{x|}"));
        assertThat(edit.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.KEY_TAKEN);
            assertThat(problem.field()).isEqualTo("steps[2].key");
        });
    }

    @Test
    void textsTriggerAndReentryAreNoStructure() {
        var from = of("ap{x|}");
        var text = LENIENT.readTree(
                "{trigger:{kind:'FOLLOW'},reentry:'AFTER_END',steps:[{key:'a',message:{text:'new'}},"
                        + "{key:'p',branch:{if:{list:1},then:[{key:'x',messageId:'00000000-0000-0000-0000-000000000001'}]}}]}");
        assertThat(new Edit(from, DefinitionReader.stored(text)).isStructural()).isFalse();
        assertThat(new Edit(from, of("ap{xy|}")).isStructural()).isTrue();
        assertThat(new Edit(from, of("pa{|}")).problems()).isNotEmpty();
        var waits = LENIENT.readTree("{trigger:{kind:'MANUAL'},steps:[{key:'a',wait:'PT1H',message:{text:'a'}},"
                + "{key:'p',branch:{if:{list:1},then:[{key:'x',message:{text:'x'}}]}}]}");
        assertThat(new Edit(from, DefinitionReader.stored(waits)).isStructural())
                .isTrue();
        var exits = LENIENT.readTree("{trigger:{kind:'MANUAL'},exits:['REPLIED'],steps:[{key:'a',message:{text:'a'}},"
                + "{key:'p',branch:{if:{list:1},then:[{key:'x',message:{text:'x'}}]}}]}");
        assertThat(new Edit(from, DefinitionReader.stored(exits)).isStructural())
                .isTrue();
    }

    @Test
    void anOlderVersionHasTheNewestTextsAndItsOwnSteps() {
        var newest = LENIENT.readTree(
                "{trigger:{kind:'MANUAL'},steps:[{key:'x',message:{text:'new x'}},{key:'a',retired:true,message:{text:'new a'}}]}");
        var shown = DefinitionWriter.shown(Edit.withTextsOf(of("ap{x|}"), DefinitionReader.stored(newest)));
        assertThat(shown.findValuesAsString("text")).containsExactly("new a", "new x");
        assertThat(shown.path("steps").size()).isEqualTo(2);
    }

    private static MovePlan plan(String from, String wanted, Map<String, String> moves) {
        return MovePlan.of(of(from), new Edit(of(from), of(wanted)).result(), moves);
    }

    @Test
    void peopleKeepTheirStepAndNobodyGoesBack() {
        assertThat(plan("abc", "axbc", Map.of()).waiting())
                .containsEntry("b", "b")
                .hasSize(3);
        assertThat(plan("abc", "ac", Map.of()).backwards()).isEmpty();
        // who is in b had a; who is in a had nothing
        assertThat(plan("abc", "bac", Map.of()).backwards()).containsExactly("b");
        assertThat(plan("abc", "bca", Map.of()).backwards()).containsExactlyInAnyOrder("b", "c");
        // x of a branch that is gone may have been done
        assertThat(plan("ap{xy|}c", "axc", Map.of()).backwards()).contains("y");
        // one that is retired and may come back
        assertThat(plan("-ab", "b", Map.of()).backwards()).isEmpty();
        assertThat(plan("-ab", "ba", Map.of()).backwards()).containsExactly("b");
    }

    @Test
    void whoWaitsCanBePutIntoAnotherStepAheadOrANewOne() {
        var ahead = plan("abc", "abc", Map.of("a", "c"));
        assertThat(ahead.waiting()).containsEntry("a", "c").containsEntry("b", "b");
        assertThat(ahead.underWay()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(plan("abc", "axbc", Map.of("b", "x")).waiting()).containsEntry("b", "x");
        var back = plan("abc", "abc", Map.of("b", "a"));
        assertThat(back.backwards()).containsExactly("b");
        assertThat(back.underWay()).contains("b");
    }
}
