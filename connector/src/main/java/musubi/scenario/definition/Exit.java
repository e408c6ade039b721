package musubi.scenario.definition;

/** What ends a scenario early for a person. It is looked at before each message, branch and change of a property. */
public sealed interface Exit {

    /** The person wrote since they came in. */
    record Replied() implements Exit {}

    /** The person opened a link of any message of it. */
    record Clicked() implements Exit {}

    /**
     * A condition holds for the person.
     *
     * @param condition a property's or a list's
     */
    record When(Condition condition) implements Exit {}
}
