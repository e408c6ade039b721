package musubi.sync;

import musubi.connection.Problem;

/** What an operator is told when a proxy or firewall answers in the place of HubSpot or LINE. */
final class ForeignAnswers {

    static final String HUBSPOT = "Something else than HubSpot answers";
    static final String LINE = "Something else than LINE answers";

    private ForeignAnswers() {}

    /** @param type the answer's content type; its body is told to nobody */
    static Problem hubspot(int status, String type) {
        return new Problem(
                HUBSPOT,
                "Events wait and nothing is lost; the sync goes on by itself when HubSpot answers again. What came back (status %d, %s) is not HubSpot's: look at the proxy or firewall between this machine and HubSpot, and at musubi.hubspot.api-base-url."
                        .formatted(status, type));
    }

    /** @param type the answer's content type; its body is told to nobody */
    static Problem line(int status, String type) {
        return new Problem(
                LINE,
                "Contacts are made with a general name and picture, and completed when LINE answers again. What came back (status %d, %s) is not LINE's: look at the proxy or firewall between this machine and LINE, and at musubi.line.api-base-url."
                        .formatted(status, type));
    }
}
