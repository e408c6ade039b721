package musubi.scenario;

/** What becomes of people who are in a scenario whose steps change. */
public enum Waiting {
    /** They go on in the version that they are in. */
    STAY,
    /** They are in the step of the same key of the new version, and go on there. Waits that run are not changed. */
    MOVE
}
