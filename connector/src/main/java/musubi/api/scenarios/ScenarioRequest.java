package musubi.api.scenarios;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST} in the document; it is read by the module that owns scenarios, which finds each mistake. */
@Schema(name = "ScenarioRequest")
record ScenarioRequest(
        @Schema(description = "For operators; 1 to 100 characters", example = "Welcome") @Nullable
        String name,

        @Schema(description = "Whether its trigger puts people in; left out: no, and of one that is replaced as it is")
        @Nullable
        Boolean enabled,

        @Schema(
                description =
                        "{kind: FOLLOW | UNBLOCK | LINK | LIST | PROPERTY | MANUAL, linkId?, listId, includeMembers?,"
                                + " property, offset: {days, time}, yearly?}")
        @Nullable
        Map<String, Object> trigger,

        @Schema(
                description = "Whether a person comes in again: NEVER, AFTER_END, or {afterDays: 1 to 400}",
                implementation = Object.class,
                example = "NEVER")
        @Nullable
        Object reentry,

        @Schema(
                description =
                        "Up to 100, each {key, wait?: \"PT2H\" or {days, time}, and one of: message or messageId,"
                                + " branch: {if, then, else}, set: {property, value}, end: true}. if is {property, operator: EQ |"
                                + " NEQ | IN | HAS | LT | GT, value}, {list: id} or {clicked: key}. Branches stand up to 5 deep")
        @Nullable
        List<Map<String, Object>> steps,

        @Schema(
                description =
                        "What ends it early for a person: REPLIED, CLICKED, {list: id}, {property, operator, value};"
                                + " a block and an opt-out always do")
        @Nullable
        List<Object> exits) {

    /** The body of {@code PUT}. */
    @Schema(name = "ScenarioReplacement")
    record Replacement(
            @Nullable String name,
            @Nullable Boolean enabled,
            @Nullable Map<String, Object> trigger,

            @Schema(implementation = Object.class, example = "NEVER") @Nullable
            Object reentry,

            @Nullable List<Map<String, Object>> steps,
            @Nullable List<Object> exits,

            @Schema(description = "Refused where the scenario has another one by now; left out: whichever it is")
            @Nullable
            Integer version,

            @Schema(description = "Likewise; also counts changes of texts") @Nullable
            Integer revision,

            @Schema(
                    description =
                            "What becomes of people who are in it: STAY in their version, or MOVE to the step of the"
                                    + " same key in the new one. Needed when steps or exits change and somebody is in it",
                    allowableValues = {"STAY", "MOVE"})
            @Nullable
            String waiting,

            @Schema(
                    description =
                            "For MOVE: the key of a step, and that of the step in which those who wait in it are to"
                                    + " wait instead")
            @Nullable
            Map<String, String> moves) {}
}
