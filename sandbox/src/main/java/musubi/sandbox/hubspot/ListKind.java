package musubi.sandbox.hubspot;

/** How the members of a list come about: HubSpot's processing types. */
public enum ListKind {
    /** Whom a person or an app added. */
    MANUAL,
    /** Whoever fulfilled its filters when it was made; later whom a person or an app added. */
    SNAPSHOT,
    /** Whoever fulfils its filters now. Nobody can be added or removed. */
    DYNAMIC
}
