package musubi.scenario.definition;

import java.util.List;

/** Something that holds for a person, or does not. */
public sealed interface Condition {

    /** How a property is compared. Dates and times are compared by their moment, numbers by their size, everything else as texts. */
    enum Operator {
        /** It is the value. */
        EQ,
        /** It is not the value; a property without value is not. */
        NEQ,
        /** It is one of the values. */
        IN,
        /** One of its choices is the value; without a value: it has any. */
        HAS,
        /** It is less, or earlier. */
        LT,
        /** It is more, or later. */
        GT
    }

    /**
     * A property of the contact has a value.
     *
     * @param values one; of {@code IN} some; of {@code HAS} one or none
     */
    record Property(String name, Operator operator, List<String> values) implements Condition {

        public Property {
            values = List.copyOf(values);
        }
    }

    /** The contact is in a HubSpot list. */
    record InList(long listId) implements Condition {}

    /** The person opened a link of the message of a step, this time in the scenario. */
    record Clicked(String stepKey) implements Condition {}
}
