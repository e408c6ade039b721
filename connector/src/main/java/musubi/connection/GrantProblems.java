package musubi.connection;

/** What an operator is told when access by an app fails. */
final class GrantProblems {

    static final Problem APP_REFUSED = new Problem(
            "HubSpot does not accept the app's client ID or secret",
            "Events wait and nothing is lost. Compare musubi.hubspot.client-id and musubi.hubspot.client-secret with the"
                    + " app's Auth page in HubSpot, and start Musubi again.");

    private GrantProblems() {}

    static Problem installAgain(long portalId) {
        return new Problem(
                "The app is not installed in HubSpot any more",
                "Events wait and nothing is lost. HubSpot has ended the app's access to portal %d. Install it again: POST /api/hubspot/installs gives a link that a super admin of the portal opens; the sync then goes on by itself."
                        .formatted(portalId));
    }

    /** The words for a token, with what they mean where an app is installed. */
    static Problem ofAnApp(Problem problem) {
        return new Problem(
                problem.title(),
                problem.detail()
                        + " This connection goes by an app: after a change of the app install it again"
                        + " (POST /api/hubspot/installs).");
    }
}
