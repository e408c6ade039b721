package musubi.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionFields;
import musubi.scenario.definition.DefinitionLimits;
import musubi.scenario.definition.DefinitionProblem;
import musubi.scenario.definition.DefinitionProblem.Code;
import musubi.scenario.definition.DefinitionReader;
import musubi.scenario.definition.DefinitionRules;
import tools.jackson.databind.JsonNode;

/**
 * A scenario as it is sent to us: new, or in the place of one that is there.
 *
 * @param version that the sender changed; empty: whichever it is
 * @param revision likewise
 * @param moves for {@link Waiting#MOVE}: by the key of a step, that of another one in which those who wait in it are to wait
 */
record ScenarioBody(
        String name,
        Optional<Boolean> enabled,
        Definition definition,
        OptionalInt version,
        OptionalInt revision,
        Optional<Waiting> waiting,
        Map<String, String> moves) {

    /** What an answer has besides what is sent: an answer may be sent back. */
    private static final List<String> OF_ANSWERS =
            List.of("id", "connectionId", "enabledAt", "retired", "createdAt", "changedAt", "counts", "problems");

    /** @throws ScenarioRefusedException when it cannot be read, or makes no sense in itself */
    static ScenarioBody read(JsonNode json) {
        var problems = new ArrayList<DefinitionProblem>();
        var fields = new DefinitionFields("", json, problems);
        fields.ignore(OF_ANSWERS);
        var name = fields.text("name", Scenario.MAX_NAME).strip();
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            fields.problem("name", Code.WRONG_TYPE, "text on one line");
        }
        var body = new ScenarioBody(
                name,
                fields.flag("enabled"),
                DefinitionReader.read(fields),
                fields.number("version", 1, Integer.MAX_VALUE),
                fields.number("revision", 1, Integer.MAX_VALUE),
                fields.choice("waiting", Waiting.class),
                fields.texts("moves", DefinitionLimits.MAX_VALUE));
        fields.end();
        ScenarioRefusedException.throwIfWrong(problems);
        ScenarioRefusedException.throwIfWrong(DefinitionRules.problems(body.definition));
        return body;
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "ScenarioBody[" + definition + "]";
    }
}
