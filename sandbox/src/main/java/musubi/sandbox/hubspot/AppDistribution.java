package musubi.sandbox.hubspot;

/** How a developer app reaches portals; this decides the limits of its tokens. */
public enum AppDistribution {
    /** For any portal: 110 calls in ten seconds per portal, no daily limit in the headers. */
    MARKETPLACE,
    /** For a few portals by a link: the limits of a private app. */
    PRIVATE
}
