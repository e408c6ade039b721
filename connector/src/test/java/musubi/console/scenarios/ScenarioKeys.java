package musubi.console.scenarios;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.console.BuiltKeys;
import musubi.delivery.UncertainDecision;
import musubi.scenario.EndReason;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Condition.Operator;

/** The keys of texts that the pages of scenarios put together. */
public final class ScenarioKeys {

    private static final List<String> TRIGGERS = List.of("FOLLOW", "UNBLOCK", "LINK", "LIST", "PROPERTY", "MANUAL");

    private ScenarioKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("scenarios.trigger.", TRIGGERS.stream());
        keys.put("scenarios.trigger.PROPERTY.", Stream.of("before", "on", "after"));
        keys.put("scenarios.yearly.", Stream.of("YEARLY", "ONCE"));
        keys.put("scenarios.ask.enable.", TRIGGERS.stream());
        keys.put("scenarios.ask.", BuiltKeys.parts(Stream.of("enable", "delete", "uncertain"), "title", "do"));
        keys.put("scenarios.kind.", ScenarioForm.KINDS.stream());
        keys.put("scenarios.wait.", BuiltKeys.parts(Stream.of("NONE", "FOR", "UNTIL"), "choice"));
        keys.put("scenarios.wait.FOR.", Stream.of("SECONDS", "MINUTES", "HOURS", "DAYS"));
        keys.put("scenarios.unit.", Stream.of("SECONDS", "MINUTES", "HOURS", "DAYS"));
        keys.put("scenarios.if.", BuiltKeys.parts(Stream.of("PROPERTY", "LIST", "CLICKED"), "choice"));
        var operators = Arrays.stream(Operator.values()).map(Enum::name).toList();
        keys.put("scenarios.operator.", operators.stream());
        keys.put("scenarios.if.PROPERTY.", operators.stream());
        var reentries = List.of("NEVER", "AFTER_END", "AFTER_DAYS");
        keys.put(
                "scenarios.reentry.", Stream.concat(reentries.stream(), BuiltKeys.parts(reentries.stream(), "choice")));
        keys.put("scenarios.ended.", Arrays.stream(EndReason.values()).map(Enum::name));
        keys.put(
                "scenarios.preview.",
                Arrays.stream(ScenarioPhone.Nothing.values()).map(Enum::name));
        keys.put(
                "scenarios.did.decided.",
                Arrays.stream(UncertainDecision.values()).map(Enum::name));
        keys.put("scenarios.refusal.", Arrays.stream(Refusal.values()).map(Enum::name));
        keys.put(
                "scenarios.leftOut.",
                Arrays.stream(StepCount.values()).filter(StepCount::isLeftOut).map(Enum::name));
        keys.put(
                "scenarios.conflict.",
                Arrays.stream(ScenarioConflictException.Reason.values()).map(Enum::name));
        keys.put(
                "scenarios.begin.",
                Arrays.stream(ScenarioTemplate.values())
                        .flatMap(template -> Stream.concat(
                                Stream.of(template.name(), template + ".text"),
                                template == ScenarioTemplate.EMPTY
                                        ? Stream.of()
                                        : IntStream.rangeClosed(
                                                        1,
                                                        template == ScenarioTemplate.GREETING
                                                                        || template == ScenarioTemplate.DOCUMENTS
                                                                ? 3
                                                                : 2)
                                                .mapToObj(number -> template + "." + number))));
    }
}
