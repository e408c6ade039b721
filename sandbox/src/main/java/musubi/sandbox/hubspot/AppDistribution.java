package musubi.sandbox.hubspot;

/** How a developer app reaches portals; it decides the limits of its tokens. */
public enum AppDistribution {
    /** For any portal: 110 calls in ten seconds per portal, and no daily limit is told. */
    MARKETPLACE,
    /** For a few portals by a link: the limits of a private app. */
    PRIVATE
}
