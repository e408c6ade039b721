package musubi.scenario.definition;

/** Whether a person who was in a scenario can come into it again. Nobody is in it twice at the same time. */
public sealed interface Reentry {

    /** Each person once. */
    record Never() implements Reentry {}

    /** As soon as it has ended for them. */
    record AfterEnd() implements Reentry {}

    /** That many days after it has ended for them. */
    record AfterDays(int days) implements Reentry {}
}
