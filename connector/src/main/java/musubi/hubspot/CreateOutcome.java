package musubi.hubspot;

/** What became of a property that was to be created. */
public sealed interface CreateOutcome {

    /** HubSpot's internal name. */
    String name();

    /** It exists now. */
    record Created(String name) implements CreateOutcome {}

    /** HubSpot refused; often because it exists already: read it back. */
    record Refused(String name, HubSpotError error) implements CreateOutcome {}
}
