package musubi.scenario.definition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a step does. */
public sealed interface StepAction {

    /** A step of one kind never becomes one of another. */
    enum Kind {
        MESSAGE,
        BRANCH,
        SET,
        WAIT,
        END
    }

    /** Which of them. */
    default Kind kind() {
        return switch (this) {
            case Send _ -> Kind.MESSAGE;
            case Branch _ -> Kind.BRANCH;
            case SetProperty _ -> Kind.SET;
            case Pass _ -> Kind.WAIT;
            case End _ -> Kind.END;
        };
    }

    /**
     * A message goes out; one of the two is present.
     *
     * @param message as it is written in the step itself, in the JSON of {@code musubi.message}
     * @param messageId of a saved message, which is read when it is sent
     */
    record Send(Optional<JsonNode> message, Optional<UUID> messageId) implements StepAction {}

    /**
     * The way divides, and comes together again after both.
     *
     * @param then for those whom the condition holds for; may be empty, as {@code otherwise}
     */
    record Branch(Condition condition, List<Step> then, List<Step> otherwise) implements StepAction {

        public Branch {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        /** With other steps. */
        public Branch with(List<Step> otherThen, List<Step> otherOtherwise) {
            return new Branch(condition, otherThen, otherOtherwise);
        }
    }

    /**
     * A property of the contact gets a value.
     *
     * @param value empty: the property is cleared
     */
    record SetProperty(String property, String value) implements StepAction {}

    /** Nothing but its wait. */
    record Pass() implements StepAction {}

    /** The scenario ends here for those who come to it. */
    record End() implements StepAction {}
}
