package musubi.scenario.trigger;

/** What came of a look at HubSpot for a scenario. */
enum Polled {
    /** There is nothing more for now. */
    DONE,
    /** HubSpot's answers left somebody out. */
    INCOMPLETE,
    /** HubSpot has no such list, or no such date property, (any more): nobody comes in before a person changes that. */
    GONE
}
