package musubi.scenario.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scenarios as JSON: each mistake with its place, and back again as it was. */
class DefinitionReaderTests {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();
    private static final String M = "message:{}";

    private static JsonNode json(String text) {
        return LENIENT.readTree(text.replace("M;", M));
    }

    private static List<String> problems(JsonNode json) {
        var problems = new ArrayList<DefinitionProblem>();
        var fields = new DefinitionFields("", json, problems);
        var read = DefinitionReader.read(fields);
        fields.end();
        if (problems.isEmpty()) {
            problems.addAll(DefinitionRules.problems(read));
        }
        return problems.stream()
                .map(problem -> "%s %s %s".formatted(problem.field(), problem.code(), problem.arguments()))
                .toList();
    }

    private static List<String> ofSteps(String steps) {
        return problems(json("{trigger:{kind:'FOLLOW'},steps:[" + steps + "]}"));
    }

    @Test
    void everythingIsWrittenAsItWasRead() {
        var json = json("""
                {trigger:{kind:'PROPERTY',property:'date_of_birth',offset:{days:-3,time:'10:00'}},reentry:{afterDays:300},
                 steps:[{key:'a',message:{bubbles:[{type:'text',text:'A'}]}},
                   {key:'w',wait:'PT48H'},
                   {key:'b',wait:{days:1,time:'09:30'},branch:{if:{clicked:'a'},then:[
                     {key:'c',messageId:'9f2d6c1e-7a40-4c39-b5de-2f1c0a8e4d73'},{key:'e',end:true}],
                     else:[{key:'d',branch:{if:{property:'plan',operator:'IN',value:['x','y']},then:[],else:[]}}]}},
                   {key:'s',set:{property:'p',value:''}}],
                 exits:['REPLIED','CLICKED',{list:'7'},{property:'p',operator:'HAS'},{property:'p',operator:'LT',value:'3'}]}""");
        assertThat(problems(json)).isEmpty();
        var read = DefinitionReader.read(new DefinitionFields("", json, new ArrayList<>()));
        assertThat(DefinitionWriter.shown(read)).isEqualTo(json);
        assertThat(DefinitionReader.stored(DefinitionWriter.stored(read))).isEqualTo(read);
        for (var trigger : List.of(
                "{kind:'UNBLOCK'}",
                "{kind:'LINK'}",
                "{kind:'LINK',linkId:'x'}",
                "{kind:'LIST',listId:'7',includeMembers:true}")) {
            var other = json("{trigger:" + trigger + ",reentry:'AFTER_END',steps:[{key:'a',M;}],exits:[]}");
            var again = DefinitionReader.read(new DefinitionFields("", other, new ArrayList<>()));
            assertThat(DefinitionWriter.shown(again)).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "{key:'a b',M;} # steps[0].key KEY []",
                "{M;} # steps[0].key MISSING []",
                "{key:'a',M;},{key:'a',M;} # steps[1].key KEY_TWICE [a]",
                "{key:'a',M;,wait:'2h'} # steps[0].wait WAIT [400]",
                "{key:'a',M;,wait:'P401D'} # steps[0].wait WAIT [400]",
                "{key:'a',M;,wait:'-PT5S'} # steps[0].wait WAIT [400]",
                "{key:'a',M;,wait:{days:401,time:'10:00'}} # steps[0].wait.days OUT_OF_RANGE [0, 400]",
                "{key:'a',M;,wait:{days:1,time:'25:00'}} # steps[0].wait.time TIME []",
                "{key:'a',M;,wait:{time:'10:00'}} # steps[0].wait.days MISSING []",
                "{key:'a',M;,retry:1} # steps[0].retry UNKNOWN [key, wait, retired, message, messageId, branch, set, end]",
                "{key:'a'} # steps[0] STEP_EMPTY []",
                "{key:'a',M;,end:true} # steps[0] STEP_AMBIGUOUS []",
                "{key:'a',M;,messageId:'x'} # steps[0].messageId STEP_AMBIGUOUS []",
                "{key:'a',messageId:'x'} # steps[0].messageId NO_SUCH_MESSAGE []",
                "{key:'a',set:{property:'p'}} # steps[0].set.value MISSING []",
                "{key:'a',set:{value:'p'}} # steps[0].set.property MISSING []",
                "{key:'a',wait:'PT1H'} # steps NO_MESSAGE []",
                "{key:'a',M;},{key:'e',end:true},{key:'b',M;} # steps[2] UNREACHABLE []",
                "{key:'a',M;},{key:'p',branch:{if:{list:1},then:[{key:'x',end:true}],else:[{key:'y',end:true}]}},{key:'b',M;}"
                        + " # steps[2] UNREACHABLE []",
                "{key:'p',branch:{if:{list:1},then:[{key:'x',end:true},{key:'a',M;}]}} # steps[0].branch.then[1] UNREACHABLE []",
                "{key:'p',branch:{if:{clicked:'a'},then:[]}},{key:'a',M;} # steps[0].branch.if.clicked CLICKED_LATER [a]",
                "{key:'a',M;},{key:'p',branch:{if:{clicked:'b'},then:[]}} # steps[1].branch.if.clicked CLICKED_UNKNOWN [b]",
                "{key:'p',branch:{if:{list:'x'},then:[{key:'a',M;}]}} # steps[0].branch.if.list WRONG_TYPE [id]",
                "{key:'p',branch:{then:[{key:'a',M;}]}} # steps[0].branch.if MISSING []",
                "{key:'p',branch:{if:{property:'x',value:1},then:[{key:'a',M;}]}} # steps[0].branch.if.operator MISSING []",
                "{key:'p',branch:{if:{property:'x',operator:'EQ'},then:[{key:'a',M;}]}} # steps[0].branch.if.value MISSING []",
                "{key:'p',branch:{if:{property:'x',operator:'LIKE'},then:[{key:'a',M;}]}}"
                        + " # steps[0].branch.if.operator UNKNOWN [EQ, NEQ, IN, HAS, LT, GT]",
                "{key:'p',branch:{if:{list:1},then:[{M;}]}} # steps[0].branch.then[0].key MISSING []",
                "7 # steps[0] WRONG_TYPE [object]",
            })
    void aMistakeInAStepIsNamedWithItsPlace(String steps, String problem) {
        assertThat(ofSteps(steps)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "steps:[{key:'a',M;}] # trigger MISSING []",
                "trigger:{kind:'FOLLOW'} # steps MISSING []",
                "trigger:{},steps:[{key:'a',M;}] # trigger.kind MISSING []",
                "trigger:{kind:'X'},steps:[{key:'a',M;}] # trigger.kind UNKNOWN [FOLLOW, UNBLOCK, LINK, LIST, PROPERTY, MANUAL]",
                "trigger:{kind:'LIST'},steps:[{key:'a',M;}] # trigger.listId MISSING []",
                "trigger:{kind:'FOLLOW',listId:1},steps:[{key:'a',M;}] # trigger.listId UNKNOWN [kind]",
                "trigger:{kind:'PROPERTY',property:'p'},steps:[{key:'a',M;}] # trigger.offset MISSING []",
                "trigger:{kind:'FOLLOW'},reentry:'X',steps:[{key:'a',M;}] # reentry UNKNOWN [NEVER, AFTER_END]",
                "trigger:{kind:'FOLLOW'},reentry:{afterDays:0},steps:[{key:'a',M;}] # reentry.afterDays OUT_OF_RANGE [1, 400]",
                "trigger:{kind:'FOLLOW'},exits:['X'],steps:[{key:'a',M;}] # exits[0] WRONG_TYPE [object]",
                "trigger:{kind:'FOLLOW'},exits:[{clicked:'a'}],steps:[{key:'a',M;}]"
                        + " # exits[0].clicked UNKNOWN [list, property, operator, value]",
                "trigger:{kind:'FOLLOW'},exits:'REPLIED',steps:[{key:'a',M;}] # exits WRONG_TYPE [array]",
            })
    void soIsAMistakeInTheRest(String body, String problem) {
        assertThat(problems(json("{" + body + "}"))).containsExactly(problem);
    }

    @Test
    void thereAreLimits() {
        var steps =
                IntStream.range(0, 101).mapToObj(i -> "{key:'k" + i + "',M;}").collect(Collectors.joining(","));
        assertThat(ofSteps(steps)).containsExactly("steps TOO_MANY [100]");
        var deep = "{key:'a',M;}";
        for (var i = 0; i < 6; i++) {
            deep = "{key:'p" + i + "',branch:{if:{list:1},then:[" + deep + "]}}";
        }
        assertThat(ofSteps(deep)).singleElement().asString().endsWith("branch TOO_DEEP [5]");
        var many = IntStream.range(0, 400).mapToObj(_ -> "{}").collect(Collectors.joining(","));
        assertThat(ofSteps(many)).hasSize(100);
    }

    @Test
    void aStepThatIsRetiredIsNotReadFromOutsideAndWhatIsStoredMustBeRight() {
        var json = json("{trigger:{kind:'FOLLOW'},steps:[{key:'a',M;},{key:'b',M;,retired:true}]}");
        var read = DefinitionReader.read(new DefinitionFields("", json, new ArrayList<>()));
        assertThat(read.all().map(Step::key)).containsExactly("a");
        assertThat(DefinitionReader.stored(json).all().map(Step::key)).containsExactly("a", "b");
        assertThatThrownBy(() -> DefinitionReader.stored(json("{steps:[]}"))).hasMessageContaining("trigger");
    }
}
